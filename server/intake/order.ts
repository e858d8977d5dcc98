/** What the order of signals is read from. */
export interface Ordered {
  readonly deviceId: string
  readonly boot: string | null
  readonly n: number | null
}

/**
 * Signals in the order they were pressed: those of one power-up of one device by `n`, in the places they took among
 * all by arrival. Networks reorder, and a device that resends does too (design §3: "in order per home by (boot, n)").
 */
export function inPressedOrder<S extends Ordered>(arrived: readonly S[]): readonly S[] {
  const devices = new Set(arrived.map(({ deviceId }) => deviceId))
  if (devices.size === arrived.length) return arrived
  const places = new Map<string, number[]>()
  for (const [place, signal] of arrived.entries()) {
    if (signal.boot === null || signal.n === null) continue
    const key = JSON.stringify([signal.deviceId, signal.boot])
    places.set(key, [...(places.get(key) ?? []), place])
  }
  const ordered = [...arrived]
  for (const taken of places.values()) {
    const group = taken.map((place) => arrived[place]).filter((signal) => signal !== undefined)
    group.sort((a, b) => (a.n ?? 0) - (b.n ?? 0))
    for (const [n, place] of taken.entries()) {
      const signal = group[n]
      if (signal) ordered[place] = signal
    }
  }
  return ordered
}
