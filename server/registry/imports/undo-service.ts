import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventDraft, EventLog } from '../../events/log.ts'
import { lifeAfter, stageOf } from '../devices/life.ts'
import { holdDevice, writeLife } from '../devices/life-store.ts'
import type { CredentialKeeper } from '../devices/service.ts'
import { ringablesOf } from '../homes/contact-store.ts'
import { type HomeRow, holdHome } from '../homes/file-store.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { endAllOf, stopRinging } from '../residents/leave-service.ts'
import { holdResident, markLeft, type ResidentRow } from '../residents/store.ts'
import { CHUNK } from './read-service.ts'
import { forgetSecrets, holdImport, type ImportRow, moveImport } from './store.ts'
import type { About } from './taken-service.ts'
import { goesWithTheLast, keptBecause, type RowFate } from './undo.ts'
import { decideRow, type ImportedRow, rowsOfHome, touchesOf, undecidedRows } from './undo-store.ts'

export interface UndoOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly keeper?: CredentialKeeper
  readonly vault: Vault
}

/** What became of a row, and what happened over it. */
interface Decided extends RowFate {
  readonly events: readonly EventDraft[]
}

const keep = (kept: ImportedRow['kept']): Decided => ({ takenBackAt: null, kept, events: [] })

/**
 * Takes back what a file brought, a few rows a transaction; nothing is deleted. Answers with the file as it stands
 * then, or null when it is no longer being taken back.
 */
export function undoer({ db, clock, events, keeper, vault }: UndoOptions) {
  /** Whoever has been touched since stays; everybody else leaves as all who leave do. */
  async function takeBackPerson(tx: Tx, about: About, row: ImportedRow): Promise<Decided> {
    const resident = row.residentId === null ? undefined : await holdResident(tx, row.residentId)
    if (!resident || resident.leftAt !== null) return keep('left')
    const home = await holdHome(tx, resident.homeId)
    const brought = { resident: resident.id, home: resident.homeId, since: row.takenInAt }
    const why = keptBecause(await touchesOf(tx, brought))
    if (!home || why !== null) return keep(why)
    const left = await signOut(tx, about, resident)
    return { takenBackAt: about.at, kept: null, events: [...left, ...(await takeAlong(tx, about, row, home))] }
  }

  async function signOut(tx: Tx, { at, by, importId }: About, resident: ResidentRow): Promise<EventDraft[]> {
    const why = 'mistake'
    await markLeft(tx, resident.id, at, why)
    const data = { resident: resident.id, why, import: importId }
    const left: EventDraft = { at, type: 'resident.left', actor: by, homeId: resident.homeId, data }
    return [left, ...(await endAllOf(tx, vault, resident, { at, by: by.id }))]
  }

  /** What the file brought to the home beside people goes with the last of them. */
  async function takeAlong(tx: Tx, about: About, last: ImportedRow, home: HomeRow): Promise<EventDraft[]> {
    const rows = await rowsOfHome(tx, about.importId, home.id)
    if (!goesWithTheLast(rows.filter(({ id }) => id !== last.id))) return []
    const brought = new Set(rows.flatMap(({ brought }) => brought.contacts))
    const toRing = (await ringablesOf(tx, vault, [home.id])).map(({ id }) => id).filter((id) => brought.has(id))
    const ended = await stopRinging(
      ...([tx, vault, home, toRing] as const),
      { fields: ['contacts'], import: about.importId },
      { at: about.at, by: about.by.id },
    )
    const shelved: EventDraft[] = []
    for (const row of rows) {
      for (const id of row.brought.devices) shelved.push(...(await putBack(tx, about, row, id)))
    }
    return [...ended, ...shelved]
  }

  /** A unit that only the file said to hang there, and nobody has heard: it is on the shelf, under its old secret. */
  async function putBack(tx: Tx, { at, by, importId }: About, row: ImportedRow, id: string): Promise<EventDraft[]> {
    const device = await holdDevice(tx, id)
    const { homeId, takenInAt } = row
    if (!device || stageOf(device) !== 'installed' || device.homeId !== homeId) return []
    if (device.installedAt !== takenInAt) return []
    await writeLife(tx, id, lifeAfter('restock', device, at))
    const about = { at, actor: by, homeId, deviceId: id, data: { import: importId } }
    return [
      { ...about, type: 'device.retrieved' },
      { ...about, type: 'device.restocked' },
    ]
  }

  async function takeBackDevice(tx: Tx, { at, by, importId }: About, id: string): Promise<Decided> {
    const device = await holdDevice(tx, id)
    if (!device || stageOf(device) !== 'stock') return keep('not_in_stock')
    await writeLife(tx, id, lifeAfter('retire', device, at))
    await keeper?.revoked(tx, id)
    const data = { import: importId }
    return { takenBackAt: at, kept: null, events: [{ at, type: 'device.retired', actor: by, deviceId: id, data }] }
  }

  /** Decides about each of these rows, and writes it down; what happened, and how many were kept. */
  async function decide(tx: Tx, about: About, rows: readonly ImportedRow[]) {
    const told: EventDraft[] = []
    let kept = 0
    for (const row of rows) {
      const decided = row.deviceId === null ? takeBackPerson(tx, about, row) : takeBackDevice(tx, about, row.deviceId)
      const { events: happened, ...fate } = await decided
      await decideRow(tx, { id: row.id, ...fate })
      told.push(...happened)
      if (fate.kept !== null) kept += 1
    }
    return { told, kept }
  }

  async function takeBack(tx: Tx, held: ImportRow): Promise<ImportRow> {
    const about: About = { at: clock.now(), by: { kind: 'account', id: held.startedBy }, importId: held.id }
    const rows = await undecidedRows(tx, held.id, CHUNK)
    const { told, kept } = await decide(tx, about, rows)
    const after = movedBack(held, rows.length, kept, about.at)
    await moveImport(tx, after)
    const isLast = after.stage === 'undone'
    // Whoever was kept may still need theirs.
    if (isLast && after.kept === 0) await forgetSecrets(tx, held.id)
    await events.append(tx, isLast ? [...told, takenBack(after)] : told)
    return after
  }

  return async ({ id }: ImportRow): Promise<ImportRow | null> =>
    db.write(async (tx) => {
      const held = await holdImport(tx, id)
      return held?.stage === 'undoing' ? takeBack(tx, held) : null
    })
}

function movedBack(held: ImportRow, rows: number, kept: number, at: number): ImportRow {
  const isLast = rows < CHUNK
  return {
    ...held,
    undone: (held.undone ?? 0) + rows - kept,
    kept: (held.kept ?? 0) + kept,
    movedAt: at,
    stage: isLast ? 'undone' : 'undoing',
    endedAt: isLast ? at : null,
  }
}

function takenBack({ id, startedBy, kind, undone, kept, movedAt }: ImportRow): EventDraft {
  const data = { import: id, kind, undone, kept }
  return { at: movedAt, type: 'import.undone', actor: { kind: 'account', id: startedBy }, data }
}
