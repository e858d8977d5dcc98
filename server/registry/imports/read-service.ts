import { localDate } from '../../calendar/local-date.ts'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import { readTable, type TableChunk } from '../../sheets/sheets.ts'
import { UnreadableTable } from '../../sheets/table.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { type Checked, readRows, repetitions } from './check.ts'
import { findHeader, type Header } from './header.ts'
import { againstDevice, againstHome } from './known.ts'
import { devicesOf, knownOf, modelFaultsOf } from './known-service.ts'
import { atPlace, hasError, type Placed } from './placed.ts'
import { polite } from './polite-service.ts'
import { note } from './reading.ts'
import { type FileRow, isEmptyRow } from './row.ts'
import type { Safe } from './safe-service.ts'
import { addChunk, forgetRows, holdImport, type ImportRow, moveImport } from './store.ts'
import { planAreas } from './take-areas.ts'
import { knownAreas } from './take-areas-service.ts'
import { COLUMNS } from './template.ts'
import { homeKey } from './twice.ts'

/** A tree is checked and taken in as a whole, for a parent may stand below its children: this many rows at most. */
const MOST_AREAS = 5_000
/** Rows in a chunk: what one transaction takes in while presses wait for their turn; 200 of them kept a press for half a second, ten for as long as three presses take. */
export const CHUNK = 4

export interface ReadingOptions {
  readonly db: Database
  readonly clock: Clock
  readonly safe: Safe
  readonly vault: Pick<Vault, 'blind'>
}

/** Reads a file and checks every row, chunk by chunk; changes nothing but what is known of the file itself. */
export function fileReader({ db, clock, safe, vault }: ReadingOptions) {
  const politely = polite(db)
  let isStopped = false

  /** Writes a chunk with what was found; false when somebody cancelled meanwhile. */
  function keep(job: ImportRow, number: number, rows: readonly FileRow[], found: readonly Placed[]): Promise<boolean> {
    return change(job.id, async (tx, held) => {
      const id = `${job.id}/${number}`
      const encryptedRows = rows.length > 0 ? safe.shut(rows, `${id} rows`) : null
      const encryptedFindings = found.length > 0 ? safe.shut(found, `${id} findings`) : null
      await addChunk(tx, { id, importId: job.id, number, encryptedRows, encryptedFindings, encryptedSecrets: null })
      const bad = new Set(found.filter((one) => hasError([one])).map(({ row }) => row))
      return {
        ...held,
        layout: job.layout,
        chunks: number,
        rows: held.rows + rows.length,
        badRows: held.badRows + bad.size,
        warnings: held.warnings + found.filter((one) => !hasError([one])).length,
      }
    })
  }

  /** Changes a file that is still being read; false when it no longer is. */
  function change(id: string, next: (tx: Tx, held: ImportRow) => Promise<ImportRow>): Promise<boolean> {
    return db.write(async (tx) => {
      const held = await holdImport(tx, id)
      if (held?.stage !== 'reading') return false
      await moveImport(tx, { ...(await next(tx, held)), movedAt: clock.now() })
      return true
    })
  }

  async function end(id: string, stage: 'checked' | 'failed'): Promise<void> {
    const endedAt = stage === 'failed' ? clock.now() : null
    await change(id, async (tx, held) => {
      if (stage === 'failed') await forgetRows(tx, id)
      return { ...held, stage, endedAt }
    })
  }

  /** What the registry says against rows that are good in themselves. */
  async function againstRegistry({ homes, devices, areas }: Checked): Promise<Placed[]> {
    if (areas.length > 0) return [...planAreas(areas, await knownAreas(db.read)).found]
    const known = await knownOf(db.read, vault, homes)
    const ids = await devicesOf(
      db.read,
      devices.map(({ device }) => device.id),
    )
    const faultOf = await modelFaultsOf(
      db.read,
      devices.map(({ device }) => device.model),
    )
    return [
      ...homes.flatMap((row) => againstHome(row, known.homes.get(homeKey(row.home))?.people ?? [], known)),
      ...devices.flatMap((row) => againstDevice(row, ids.has(row.device.id), faultOf(row.device.model))),
    ]
  }

  /** What is found about the file as a whole; the header, when its rows can be read. */
  async function begin(job: ImportRow, { rows, convertedFrom }: TableChunk): Promise<Header | null> {
    const header = findHeader(
      rows.map(({ cells }) => cells),
      COLUMNS[job.kind],
    )
    const encoding =
      convertedFrom === null ? [] : [atPlace(0, null, note('encoding_converted', { encoding: convertedFrom }))]
    const found = [...encoding, ...(header?.found ?? [atPlace(0, null, note('header_not_found'))])]
    await keep(job, 0, [], found)
    return hasError(found) ? null : header
  }

  /** Everything that is found in these rows: in themselves, against those before, against the registry. */
  async function checkAll(
    { kind }: ImportRow,
    header: Header,
    rows: readonly FileRow[],
    repeated: (checked: Checked) => Placed[],
  ): Promise<Placed[]> {
    if (isStopped) throw new UnreadableTable('reading_interrupted')
    const checked = readRows(kind, header, rows, localDate(clock.now()))
    return [...checked.found, ...repeated(checked), ...(await againstRegistry(checked))].sort(inOrder)
  }

  async function readAll(job: ImportRow, bytes: Uint8Array): Promise<'checked' | 'failed'> {
    const repeated = repetitions()
    let header: Header | null = null
    let number = 0
    for await (const chunk of partsOf(job, bytes)) {
      header ??= await begin(job, chunk)
      if (header === null) return 'failed'
      const { row: top, width, places } = header
      const rows = chunk.rows.filter((row) => row.row > top && !isEmptyRow(row))
      if (rows.length === 0) continue
      number += 1
      const [known, place] = [header, number]
      const isOn = await politely(async () => {
        const found = await checkAll(job, known, rows, repeated)
        return keep({ ...job, layout: { width, places: [...places] } }, place, rows, found)
      })
      if (!isOn) return 'failed'
    }
    return 'checked'
  }

  return {
    /** Resolves when the file was read to its end, or as far as it could be. */
    async read(job: ImportRow, bytes: Uint8Array): Promise<void> {
      try {
        await end(job.id, await readAll(job, bytes))
      } catch (fault) {
        if (!(fault instanceof UnreadableTable)) throw fault
        await fail(job, atPlace(0, null, note(fault.code, fault.blanks)))
      }
    },
    fail,
    /** Files that are still being read are given up. */
    stop(): void {
      isStopped = true
    },
  }

  /** Ends a file that cannot be read further, with the reason as its last finding. */
  async function fail(job: ImportRow, found: Placed): Promise<void> {
    const held = await db.write((tx) => holdImport(tx, job.id))
    if (held) await keep(held, held.chunks + 1, [], [found])
    await end(job.id, 'failed')
  }
}

/** @throws UnreadableTable when it is no table, or too large for its kind */
async function* partsOf({ kind }: ImportRow, bytes: Uint8Array): AsyncGenerator<TableChunk> {
  let parts = 0
  for await (const chunk of readTable(bytes, kind === 'areas' ? MOST_AREAS : CHUNK)) {
    parts += 1
    if (kind === 'areas' && parts > 1) throw new UnreadableTable('file_too_large', { most: String(MOST_AREAS) })
    yield chunk
  }
}

function inOrder(one: Placed, other: Placed): number {
  return one.row - other.row
}
