import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../db/database.ts'

/** So many times as long as a piece of work took, nothing is done after it. */
const RESTS = 3
/** The same where others need not wait for one writer's turn. */
const RESTS_BESIDE_OTHERS = 1

/**
 * Does pieces of work that can wait, each followed by a rest three times as long: whoever presses finds the store free
 * three times out of four, however slow the machine is. A store with many writers keeps nobody waiting but for its
 * processor, and the rest is as long as the work.
 */
export function polite({ isSoleWriter }: Pick<Database, 'isSoleWriter'>) {
  const rests = isSoleWriter ? RESTS : RESTS_BESIDE_OTHERS
  return async <T>(work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const done = await work()
    await pause(rests * (performance.now() - began))
    return done
  }
}
