import type { Actor } from '#contract/events'
import type { Finding, FindingCode } from '#contract/findings'
import { FINDINGS } from '#contract/findings'
import type { Import, KeptRow, SaidIn, TableKind } from '#contract/imports'
import { toIso, toIsoOrNull } from '../../clock.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { MadeFile } from '../../sheets/made-file.ts'
import { writeTable } from '../../sheets/sheets.ts'
import { findingSentence } from '../../words/findings.ts'
import { keptSentence } from '../../words/kept-rows.ts'
import { type ApplyOptions, applier } from './apply-service.ts'
import { atPlace, type Placed } from './placed.ts'
import { fileReader } from './read-service.ts'
import { note } from './reading.ts'
import {
  addImport,
  chunksWithFindings,
  findImport,
  forgetRows,
  forgetSecrets,
  holdImport,
  holdSecrets,
  type ImportRow,
  importsOf,
  moveImport,
} from './store.ts'
import { undoRefusal } from './undo.ts'
import { keptRows } from './undo-store.ts'

/** Files on their way into the registry. Each is its starter's alone: to others there is nothing (`not_found`). */
export interface ImportService {
  /** Begins to read and check the file; nothing is changed. */
  start(kind: TableKind, bytes: Uint8Array, accountId: string): Promise<Import>
  list(accountId: string): Promise<{ items: Import[] }>
  show(id: string, accountId: string): Promise<Import>
  findings(
    id: string,
    after: number,
    language: SaidIn,
    accountId: string,
  ): Promise<{ items: Finding[]; next: string | null }>
  /** Refuses with `import_not_checked`, and with `import_has_errors` unless bad rows are to be left out. */
  apply(id: string, leaveOutBadRows: boolean, accountId: string): Promise<Import>
  cancel(id: string, accountId: string): Promise<Import>
  /**
   * Begins to take its rows back. Refuses with `import_under_way`, `import_not_applied`, `import_undone`, and with
   * `import_too_old` when an older version took them in.
   */
  undo(id: string, accountId: string): Promise<Import>
  /** The rows that an undo kept, behind row `after`. */
  kept(
    id: string,
    after: number,
    language: SaidIn,
    accountId: string,
  ): Promise<{ items: KeptRow[]; next: string | null }>
  /** The secrets of the devices that came in, once. Refuses with `not_found` when there are none, or no longer. */
  secrets(id: string, accountId: string): Promise<MadeFile>
  /** Every file that is on its way is where it can get to now. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Files that a list shows. */
const LISTED = 50
/** Chunks whose findings are shown in one go: at most a few thousand lines. */
const PAGE = 100
/** Rows that were kept, in one go. */
const KEPT_PAGE = 1000

export function importService(options: ApplyOptions & { readonly events: EventLog }): ImportService {
  const { db, clock, events, safe, onFault } = options
  const reader = fileReader(options)
  const applying = applier(options, interrupted)
  const reading = new Set<Promise<void>>()

  function interrupted(row: ImportRow): Promise<void> {
    return reader.fail(row, atPlace(0, null, note('reading_interrupted')))
  }

  async function known(id: string, accountId: string): Promise<ImportRow> {
    const row = await findImport(db.read, id)
    if (row?.startedBy !== accountId) throw new Refused('not_found')
    return row
  }

  const by = (id: string): Actor => ({ kind: 'account', id })

  /** Moves a file on, and writes down that it did. */
  async function move(id: string, next: (row: ImportRow) => ImportRow | Refused): Promise<void> {
    await db.write(async (tx) => {
      const row = await holdImport(tx, id)
      if (!row) throw new Refused('not_found')
      const after = next(row)
      if (after instanceof Refused) throw after
      const at = clock.now()
      await moveImport(tx, { ...after, movedAt: at })
      const about = { at, actor: by(row.startedBy) }
      if (after.stage === 'undoing') {
        const data = { import: id, kind: row.kind }
        await events.append(tx, [{ ...about, type: 'import.undo_started', data }])
      }
      if (after.stage !== 'cancelled') return
      await forgetRows(tx, id)
      const data = { import: id, added: row.added }
      await events.append(tx, [{ ...about, type: 'import.cancelled', data }])
    })
  }

  return {
    async start(kind, bytes, accountId) {
      const at = clock.now()
      const row = newImport(newId(), kind, accountId, at)
      await db.write(async (tx) => {
        await addImport(tx, row)
        await events.append(tx, [{ at, type: 'import.started', actor: by(accountId), data: { import: row.id, kind } }])
      })
      const read = reader.read(row, bytes).catch((fault: unknown) => {
        onFault(fault)
        return interrupted(row).catch(onFault)
      })
      reading.add(read)
      void read.finally(() => reading.delete(read))
      return toImport(row)
    },
    list: async (accountId) => ({ items: (await importsOf(db.read, accountId, LISTED)).map(toImport) }),
    show: async (id, accountId) => toImport(await known(id, accountId)),
    async findings(id, after, language, accountId) {
      await known(id, accountId)
      const chunks = await chunksWithFindings(db.read, id, after, PAGE)
      const placed = chunks.flatMap((chunk) =>
        chunk.encryptedFindings ? safe.open<Placed[]>(chunk.encryptedFindings, `${chunk.id} findings`) : [],
      )
      const last = chunks.length === PAGE ? chunks.at(-1) : undefined
      return { items: placed.map((one) => toFinding(one, language)), next: last ? String(last.number) : null }
    },
    async apply(id, leaveOutBadRows, accountId) {
      await known(id, accountId)
      await move(id, (row) => {
        if (row.stage !== 'checked') return new Refused('import_not_checked')
        if (row.badRows > 0 && !leaveOutBadRows) return new Refused('import_has_errors', { rows: row.badRows })
        // From here on it is noted what each row brings.
        return { ...row, stage: 'applying', undone: 0, kept: 0 }
      })
      applying.begin(id)
      return toImport(await known(id, accountId))
    },
    async cancel(id, accountId) {
      await known(id, accountId)
      await move(id, (row) => {
        return isOver(row.stage)
          ? new Refused('import_not_checked')
          : { ...row, stage: 'cancelled', endedAt: clock.now() }
      })
      return toImport(await known(id, accountId))
    },
    async undo(id, accountId) {
      await known(id, accountId)
      await move(id, (row) => {
        const code = undoRefusal(row)
        return code === null ? { ...row, stage: 'undoing', endedAt: null } : new Refused(code)
      })
      applying.begin(id)
      return toImport(await known(id, accountId))
    },
    async kept(id, after, language, accountId) {
      await known(id, accountId)
      const rows = await keptRows(db.read, id, after, KEPT_PAGE)
      return {
        items: rows.flatMap(({ row, kept: why }) =>
          why === null ? [] : { row, why, sentence: keptSentence(why, language) },
        ),
        next: rows.length === KEPT_PAGE ? String(rows.at(-1)?.row ?? 0) : null,
      }
    },
    async secrets(id, accountId) {
      await known(id, accountId)
      const chunks = await db.write(async (tx) => {
        const kept = await holdSecrets(tx, id)
        if (kept.length === 0) throw new Refused('not_found')
        await forgetSecrets(tx, id)
        const at = clock.now()
        await events.append(tx, [{ at, type: 'import.secrets_shown', actor: by(accountId), data: { import: id } }])
        return kept
      })
      const rows = chunks.flatMap((chunk) =>
        chunk.encryptedSecrets ? safe.open<string[][]>(chunk.encryptedSecrets, `${chunk.id} secrets`) : [],
      )
      async function* parts() {
        yield { sheet: 0, rows: [['id', 'secret'], ...rows] }
      }
      const sheet = { name: 'secrets', widths: [], headingAt: 0 }
      return { name: 'anling-device-secrets.csv', bytes: await writeTable('csv', [sheet], parts()) }
    },
    async settled() {
      await Promise.all(reading)
      await applying.settled()
    },
    async stop() {
      reader.stop()
      await Promise.all(reading)
      await applying.stop()
    },
  }
}

function newImport(id: string, kind: TableKind, startedBy: string, at: number): ImportRow {
  const counts = { chunks: 0, position: 0, rows: 0, badRows: 0, warnings: 0, added: 0, skipped: 0 }
  const layout = { width: 0, places: [] }
  const unnoted = { undone: null, kept: null }
  const begun = { startedAt: at, movedAt: at, endedAt: null }
  return { id, kind, startedBy, stage: 'reading', ...begun, layout, ...counts, ...unnoted }
}

function isOver(stage: Import['stage']): boolean {
  return ['done', 'failed', 'cancelled', 'undoing', 'undone'].includes(stage)
}

function toImport(row: ImportRow): Import {
  const { id, kind, stage, rows, badRows, warnings, added, skipped, undone, kept } = row
  return {
    ...{ id, kind, stage, startedAt: toIso(row.startedAt), endedAt: toIsoOrNull(row.endedAt) },
    ...{ rows, badRows, warnings, added, skipped },
    ...{ canUndo: undoRefusal(row) === null, undone: undone ?? 0, kept: kept ?? 0 },
  }
}

function toFinding({ row, column, code, blanks }: Placed, language: SaidIn): Finding {
  return {
    row,
    column,
    code,
    level: FINDINGS[code satisfies FindingCode],
    sentence: findingSentence(code, blanks, language),
  }
}
