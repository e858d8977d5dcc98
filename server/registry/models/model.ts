/** Why a device of some model cannot be registered; null: it can. */
export type ModelFault = 'model_unknown' | 'model_withdrawn' | null

/**
 * Whether a device may be registered under this model.
 * @param model what the registry knows of it; undefined: nothing
 */
export function modelFault(model: { readonly withdrawnAt: number | null } | undefined): ModelFault {
  if (model === undefined) return 'model_unknown'
  return model.withdrawnAt === null ? null : 'model_withdrawn'
}
