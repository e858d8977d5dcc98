import { setTimeout as pause } from 'node:timers/promises'

/** So many times as long as a piece of work took, nothing is done after it. */
const RESTS = 3

/**
 * Does a piece of work that can wait, and then nothing for three times as long as it took: whoever presses finds the
 * store free three times out of four, however slow the machine is.
 */
export async function politely<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  await pause(RESTS * (performance.now() - began))
  return done
}
