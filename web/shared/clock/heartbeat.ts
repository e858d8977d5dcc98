type Listener = () => void

const listeners = new Set<Listener>()
let worker: Worker | undefined

/**
 * Calls `listener` every `TICK_MS`, in the background too.
 * @returns stops it.
 */
export function onHeartbeat(listener: Listener): () => void {
  if (!worker) worker = startWorker()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function startWorker(): Worker {
  const started = new Worker(new URL('./beat-worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = () => {
    for (const listener of listeners) listener()
  }
  return started
}
