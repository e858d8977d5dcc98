/**
 * Runs `work` one at a time. Whoever asks while it runs has it run once more: what was to be done then may have come
 * after it looked. The promise resolves when that is done, and rejects with the run that failed.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let following: Promise<void> | null = null

  function start(): Promise<void> {
    running = work().finally(() => {
      running = null
    })
    return running
  }

  return () => {
    if (!running) return start()
    following ??= running
      .catch(() => {})
      .then(() => {
        following = null
        return start()
      })
    return following
  }
}
