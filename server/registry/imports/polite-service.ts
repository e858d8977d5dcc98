import { setTimeout as pause } from 'node:timers/promises'

/**
 * Does a piece of work that can wait, and then nothing for as long as it took: whoever presses finds the store free at
 * least half of the time, however slow the machine is.
 */
export async function politely<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  await pause(performance.now() - began)
  return done
}
