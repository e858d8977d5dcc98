import { createHash } from 'node:crypto'
import type { Receipt } from '#contract/receipts'
import { type Clock, toIso } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../id.ts'
import type { Mac } from '../mac.ts'
import type { Decoded } from './decode.ts'
import { type NewSignal, type PendingRow, storeSignals, toPending } from './store.ts'

/** An unreadable message without an id is taken for a resend within this time, for a new one after it. Milliseconds. */
const RESEND_MS = 60_000

/** One message of a device that has to be stored, as it came in. */
export interface Arrival {
  readonly deviceId: string
  readonly homeId: string | null
  /** Of its device (reception.ts). */
  readonly testUntil: number | null
  readonly road: 'mqtt' | 'push'
  readonly lane: string
  readonly retained: boolean
  readonly body: Uint8Array
  readonly decoded: Extract<Decoded, { type: 'signal' | 'unreadable' }>
  /** What only the road knew to be wrong: a foreign topic, a body cut off because it was too large. */
  readonly roadFlaws: readonly string[]
  /** The id the house gives a message of which not even the bytes arrived. */
  readonly knownAs?: string
}

/** Commit before acknowledge: the promise resolves once the signal is on disk, and rejects when it is not. */
export interface Inbox {
  append(arrival: Arrival): Promise<Receipt>
  /** Signals waiting for their commit, for the health page. */
  readonly waiting: number
}

export interface InboxOptions {
  readonly db: Database
  readonly clock: Clock
  /** Tells two bodies of the same id apart. */
  readonly bodyMac: Mac
  /** Most signals in one commit; 1 makes the twin that the benchmark compares with. */
  readonly batch: number
  /** Gets what each commit stored anew. */
  readonly onStored: (signals: readonly PendingRow[]) => void
}

interface Waiting {
  readonly arrival: Arrival
  readonly resolve: (receipt: Receipt) => void
  readonly reject: (fault: unknown) => void
}

/** The door's only writer: all that arrived before its transaction begins goes into one commit. */
export function inbox(options: InboxOptions): Inbox {
  const queue: Waiting[] = []
  let flushing = false

  async function flush(): Promise<void> {
    while (queue.length > 0) await store(options, () => queue.splice(0, options.batch))
    flushing = false
  }

  return {
    append(arrival) {
      return new Promise((resolve, reject) => {
        queue.push({ arrival, resolve, reject })
        if (flushing) return
        flushing = true
        // The transaction waits for a turn of the event loop, and with it for every message that the sockets already
        // hold (reliability F2).
        void flush()
      })
    },
    get waiting() {
      return queue.length
    },
  }
}

/** Stores a batch in one commit; then, and only then, every sender gets its receipt. Duplicates get theirs again. */
async function store(options: InboxOptions, take: () => Waiting[]): Promise<void> {
  const at = options.clock.now()
  const batch: Waiting[] = []
  try {
    await options.db.write(async (tx) => {
      if (batch.length === 0) batch.push(...take())
      const arrived = batch.map(({ arrival }) => newSignal(options.bodyMac, arrival, at))
      const fresh = await storeSignals(tx, arrived)
      if (fresh.length > 0) tx.afterCommit(() => options.onStored(fresh.map(toPending)))
    })
  } catch (fault) {
    // A store that could not even begin has refused what waits for it.
    if (batch.length === 0) batch.push(...take())
    for (const { reject } of batch) reject(fault)
    return
  }
  for (const { arrival, resolve } of batch) resolve(receiptFor(arrival, at))
}

interface Identity {
  readonly signalId: string
  readonly bodyHash: string
}

/** A signal is (device, id, body). Without a readable id the bytes and the minute they came in stand for it. */
function identify(bodyMac: Mac, { decoded, body, knownAs }: Arrival, at: number): Identity {
  const bodyHash = bodyMac(body).toString('hex')
  const id = decoded.type === 'signal' ? decoded.signal.id : knownAs
  return { signalId: id ?? `sha256:${sha256(body)}@${Math.floor(at / RESEND_MS)}`, bodyHash }
}

function receiptFor({ decoded, body }: Arrival, at: number): Receipt {
  const id = decoded.type === 'signal' ? decoded.signal.id : null
  if (id !== null) return { id, stored: true, at: toIso(at) }
  return { id: null, sha256: sha256(body), stored: true, at: toIso(at) }
}

function sha256(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex')
}

function newSignal(bodyMac: Mac, arrival: Arrival, at: number): NewSignal {
  const { signalId, bodyHash } = identify(bodyMac, arrival, at)
  const { deviceId, homeId, testUntil, road, lane, retained, decoded, body, roadFlaws } = arrival
  const read = decoded.type === 'signal' ? decoded.signal : null
  const flaws = decoded.type === 'signal' ? decoded.signal.flaws : [decoded.flaw]
  return {
    signal: {
      uid: newId(),
      signalId,
      identity: signalId,
      bodyHash,
      deviceId,
      kind: read?.kind ?? 'unreadable',
      lane,
      road,
      receivedAt: at,
      deviceAt: read?.at ?? null,
      boot: read?.boot ?? null,
      n: read?.n ?? null,
      button: read?.button ?? null,
      battery: read?.battery ?? null,
      mains: read?.mains ?? null,
      rssi: read?.rssi ?? null,
      test: read?.test ?? false,
      retained,
      flaws: [...flaws, ...roadFlaws],
    },
    body,
    homeId,
    testUntil,
    subject: homeId ?? deviceId,
    conflict: false,
  }
}
