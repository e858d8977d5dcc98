import type { Moment } from './call.ts'

/** Who would hear a call of this home ring: the accounts on duty at a console that sounds and that shows such calls. */
export type Reach = (homeId: string | null) => readonly string[]

/** When a call of this home is decided. */
export function momentOf(reach: Reach, homeId: string | null, at: number): Moment {
  return { at, audible: reach(homeId).length > 0 }
}
