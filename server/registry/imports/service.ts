import type { Actor } from '#contract/events'
import type { Finding, FindingCode } from '#contract/findings'
import { FINDINGS } from '#contract/findings'
import type { Import, SaidIn, TableKind } from '#contract/imports'
import { toIso, toIsoOrNull } from '../../clock.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { MadeFile } from '../../sheets/made-file.ts'
import { writeTable } from '../../sheets/sheets.ts'
import { findingSentence } from '../../words/findings.ts'
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
      await moveImport(tx, { ...after, movedAt: clock.now() })
      if (after.stage !== 'cancelled') return
      await forgetRows(tx, id)
      const data = { import: id, added: row.added }
      await events.append(tx, [{ at: clock.now(), type: 'import.cancelled', actor: by(row.startedBy), data }])
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
        return { ...row, stage: 'applying' }
      })
      applying.begin(id)
      return toImport(await known(id, accountId))
    },
    async cancel(id, accountId) {
      await known(id, accountId)
      await move(id, (row) => {
        const isOver = ['done', 'failed', 'cancelled'].includes(row.stage)
        return isOver ? new Refused('import_not_checked') : { ...row, stage: 'cancelled', endedAt: clock.now() }
      })
      return toImport(await known(id, accountId))
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
  return { id, kind, startedBy, stage: 'reading', startedAt: at, movedAt: at, endedAt: null, layout, ...counts }
}

function toImport({ id, kind, stage, rows, badRows, warnings, added, skipped, startedAt, endedAt }: ImportRow): Import {
  const [started, ended] = [toIso(startedAt), toIsoOrNull(endedAt)]
  return { id, kind, stage, startedAt: started, endedAt: ended, rows, badRows, warnings, added, skipped }
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
