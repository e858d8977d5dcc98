type Done = (fault?: Error | null) => void

/**
 * A message bus that carries nothing. Devices never hear each other: what goes down to a device is written to that
 * device's own connections, so the broker needs no routing, and no subscription can leak (design §5).
 */
export const silentBus = {
  concurrency: 0,
  current: 0,
  on(_topic: string, _listener: unknown, done?: Done) {
    if (done) setImmediate(done)
    return this
  },
  emit(_packet: unknown, done?: Done) {
    done?.()
    return this
  },
  removeListener(_topic: string, _listener: unknown, done?: Done) {
    if (done) setImmediate(done)
  },
  close(done?: Done) {
    if (done) setImmediate(done)
  },
}
