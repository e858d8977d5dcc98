import { HOUSE } from '#contract/events'
import { type Change, newCall } from './call.ts'

/** What the house notices about itself and somebody has to see to: nobody on duty, or a store that lags. */
export type Trouble = 'unstaffed' | 'slow_store'

/** Each trouble has a subject of its own, so that each may have its open call (design §6 rule 4). */
export const SUBJECTS: Readonly<Record<Trouble, string>> = { unstaffed: 'desk', slow_store: 'store' }

/** The emergency of the desk's own that a trouble opens. Nobody may be there to hear it, so phones ring at once. */
export function troubleCall(id: string, trouble: Trouble, at: number): Change {
  const what = { kind: 'technical', priority: 1, trigger: trouble } as const
  const subject = { subjectKind: 'desk', subjectId: SUBJECTS[trouble], homeId: null, deviceId: null } as const
  const opened = { type: 'call.opened', actor: HOUSE, data: what } as const
  return newCall({ id, ...what, ...subject, receivedAt: at, delayed: false }, opened, { at, audible: false })
}
