import { localDate } from '../../calendar/local-date.ts'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventDraft, EventLog } from '../../events/log.ts'
import { oneAtATime } from '../../one-at-a-time.ts'
import type { CredentialKeeper } from '../devices/service.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { readRows } from './check.ts'
import { polite } from './polite-service.ts'
import type { FileRow } from './row.ts'
import type { Safe } from './safe-service.ts'
import { findChunk, forgetRows, holdImport, type ImportRow, idleImports, moveImport, writeSecrets } from './store.ts'
import { takeAreas } from './take-areas-service.ts'
import { deviceTaker } from './take-devices-service.ts'
import { takeHomes } from './take-homes-service.ts'
import type { About, Taken } from './taken-service.ts'
import { undoer } from './undo-service.ts'
import { noteRows } from './undo-store.ts'

/** How often a process looks for files that another left behind. Milliseconds. */
const SWEEP_MS = 5_000
/** A file that has not moved for so long was left behind. Milliseconds. */
const LEFT_BEHIND_MS = 15_000

export interface ApplyOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly pepper: Uint8Array
  readonly keeper?: CredentialKeeper
  readonly safe: Safe
  readonly vault: Vault
  readonly onFault: (fault: unknown) => void
}

/** Where many processes read: a file that nobody has read on for so long was left behind. Milliseconds. */
const NOT_READ_ON_MS = 300_000

/**
 * Takes checked rows in, or back again, a chunk a transaction, until none is left; a process that starts goes on where
 * one ended.
 */
export function applier(options: ApplyOptions, giveUpReading: (job: ImportRow) => Promise<void>) {
  const { db, clock, events, safe, vault, onFault } = options
  const takeDevices = deviceTaker(options)
  const takeBack = undoer(options)
  const beganAt = clock.now()
  const politely = polite(db)
  let isStopped = false

  async function rowsOf(id: string, number: number): Promise<FileRow[]> {
    const chunk = await findChunk(db.read, id, number)
    return chunk?.encryptedRows ? safe.open<FileRow[]>(chunk.encryptedRows, `${chunk.id} rows`) : []
  }

  /** Takes these rows in; whatever speaks against one by now leaves it out. */
  async function take(tx: Tx, job: ImportRow, rows: readonly FileRow[], at: number): Promise<Taken> {
    const about: About = { at, by: { kind: 'account', id: job.startedBy }, importId: job.id }
    const layout = { width: job.layout.width, places: new Map(job.layout.places) }
    const { homes, devices, areas } = readRows(job.kind, layout, rows, localDate(at))
    if (job.kind === 'homes') return takeHomes(tx, vault, about, homes)
    return job.kind === 'devices' ? takeDevices(tx, about, devices) : takeAreas(tx, about, areas)
  }

  /** Takes the next chunk in; null when somebody else did, or it was cancelled. */
  async function step({ id, position }: ImportRow): Promise<ImportRow | null> {
    const rows = await rowsOf(id, position + 1)
    return db.write(async (tx) => {
      const held = await holdImport(tx, id)
      return held?.stage === 'applying' && held.position === position ? advance(tx, held, rows) : null
    })
  }

  /** The place in the file moves in the transaction that takes its rows in, so that none comes twice. */
  async function advance(tx: Tx, held: ImportRow, rows: readonly FileRow[]): Promise<ImportRow> {
    const at = clock.now()
    const taken = await take(tx, held, rows, at)
    const after = movedOn(held, rows.length, taken.added, at)
    await moveImport(tx, after)
    await noteRows(tx, taken.rows)
    if (taken.secrets.length > 0) {
      const chunkId = `${after.id}/${after.position}`
      await writeSecrets(tx, chunkId, safe.shut(taken.secrets, `${chunkId} secrets`))
    }
    const isDone = after.stage === 'done'
    if (isDone) await forgetRows(tx, after.id)
    await events.append(tx, [...taken.events, ...(isDone ? [applied(after)] : [])])
    return after
  }

  async function finish(job: ImportRow): Promise<void> {
    let next: ImportRow | null = job
    while (next && !isStopped && (next.stage === 'applying' || next.stage === 'undoing')) {
      const last: ImportRow = next
      next = await politely(() => (last.stage === 'applying' ? step(last) : takeBack(last)))
    }
  }

  const mine = new Set<string>()

  const run = oneAtATime(async () => {
    const left = db.isSoleWriter ? 0 : LEFT_BEHIND_MS
    const moving = (['applying', 'undoing'] as const).map((stage) => idleImports(db.read, stage, clock.now() + 1))
    for (const job of (await Promise.all(moving)).flat()) {
      if (!mine.has(job.id) && job.movedAt > clock.now() - left) continue
      // Before it is done: whoever begins with it anew meanwhile, to take it back, makes it ours again.
      mine.delete(job.id)
      await finish(job)
    }
    // The only process reads its own files; those of before it began are nobody's.
    const unread = db.isSoleWriter ? beganAt : clock.now() - NOT_READ_ON_MS
    for (const job of await idleImports(db.read, 'reading', unread)) await giveUpReading(job)
  })
  const wake = (): void => void run().catch(onFault)
  const stopSweeping = clock.every(SWEEP_MS, wake)
  wake()

  return {
    /** Begins with this file at once. */
    begin(id: string): void {
      mine.add(id)
      wake()
    },
    settled: () => run().catch(onFault),
    async stop(): Promise<void> {
      isStopped = true
      stopSweeping()
      await run().catch(onFault)
    },
  }
}

function movedOn(held: ImportRow, rows: number, added: number, at: number): ImportRow {
  const position = held.position + 1
  const isLast = position >= held.chunks
  return {
    ...held,
    position,
    added: held.added + added,
    skipped: held.skipped + rows - added,
    movedAt: at,
    stage: isLast ? 'done' : 'applying',
    endedAt: isLast ? at : null,
  }
}

function applied({ id, startedBy, kind, added, skipped, movedAt }: ImportRow): EventDraft {
  const data = { import: id, kind, added, skipped }
  return { at: movedAt, type: 'import.applied', actor: { kind: 'account', id: startedBy }, data }
}
