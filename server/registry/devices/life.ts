import type { DeviceStage } from '#contract/devices'

/** What the row of a device tells of its life; instants in milliseconds. */
export interface Life {
  readonly homeId: string | null
  readonly revokedAt: number | null
  readonly installedAt: number | null
  readonly swappedAt: number | null
  readonly retiredAt: number | null
  readonly retrievedAt: number | null
}

export type Step = 'install' | 'swap' | 'retire' | 'retrieve' | 'restock' | 'rotate'

/** From where each step may be taken. What was swapped or retired may still lie in somebody's home. */
const FROM: Readonly<Record<Step, readonly DeviceStage[]>> = {
  install: ['stock'],
  swap: ['installed'],
  retire: ['stock', 'installed', 'swapped'],
  retrieve: ['installed', 'swapped', 'retired'],
  restock: ['retrieved'],
  rotate: ['stock', 'installed', 'swapped'],
}

/** A credential that was revoked is the end of service, however it came about. */
export function stageOf(life: Life): DeviceStage {
  if (life.retrievedAt !== null) return 'retrieved'
  if (life.retiredAt !== null || life.revokedAt !== null) return 'retired'
  if (life.swappedAt !== null) return 'swapped'
  return life.homeId === null ? 'stock' : 'installed'
}

export function may(step: Step, life: Life): boolean {
  return FROM[step].includes(stageOf(life))
}

/** What the step writes; `at` in milliseconds. */
export function lifeAfter(step: Step, life: Life, at: number, homeId: string | null = null): Life {
  if (step === 'install') return { ...life, homeId, installedAt: at }
  // It may be pressed where it lies until somebody fetches it: then it rings for the home it was in.
  if (step === 'swap') return { ...life, swappedAt: at }
  if (step === 'retire') return { ...life, retiredAt: at, revokedAt: life.revokedAt ?? at }
  if (step === 'retrieve') return { ...life, homeId: null, retrievedAt: at, revokedAt: life.revokedAt ?? at }
  if (step === 'rotate') return life
  return { homeId: null, revokedAt: null, installedAt: null, swappedAt: null, retiredAt: null, retrievedAt: null }
}
