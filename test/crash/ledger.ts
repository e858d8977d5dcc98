/** A signal that was written to a socket at least once. */
export interface Sent {
  readonly device: string
  readonly id: string
}

/**
 * What the devices know: what they sent and what they were promised. Kept outside the server, so that no crash of the
 * server can touch it. A promise is the receipt; the PUBACK of the embedded broker is held to the same.
 */
export interface Ledger {
  readonly sent: ReadonlyMap<string, Sent>
  readonly receipted: ReadonlySet<string>
  readonly pubacked: ReadonlySet<string>
  noteSent(device: string, id: string): void
  noteReceipt(device: string, id: string): void
  notePuback(device: string, id: string): void
  /** Sent, and neither receipted nor acknowledged. */
  open(): Sent[]
}

export const keyOf = (device: string, id: string): string => `${device} ${id}`

export function newLedger(): Ledger {
  const sent = new Map<string, Sent>()
  const receipted = new Set<string>()
  const pubacked = new Set<string>()
  return {
    sent,
    receipted,
    pubacked,
    noteSent: (device, id) => void sent.set(keyOf(device, id), { device, id }),
    noteReceipt: (device, id) => void receipted.add(keyOf(device, id)),
    notePuback: (device, id) => void pubacked.add(keyOf(device, id)),
    open: () => [...sent].filter(([key]) => !receipted.has(key) && !pubacked.has(key)).map(([, one]) => one),
  }
}

/** With nothing lost in `n` tries, the true rate is below this with 95 % confidence (rule of three). */
export function upperBound(n: number): string {
  return n === 0 ? 'unknown' : (3 / n).toExponential(1)
}
