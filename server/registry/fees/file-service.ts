import type { Account } from '#contract/accounts'
import type { FeeStatement } from '#contract/fees'
import type { FileFormat } from '#contract/imports'
import { type Clock, toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import type { MadeFile } from '../../sheets/made-file.ts'
import { writeTable } from '../../sheets/sheets.ts'
import { FEE_HEADINGS, FEE_SHEET } from '../../words/fees.ts'
import { watermark } from '../../words/formats.ts'
import { feeRows } from './file.ts'

/** A statement as a table for whoever asked; who that was stands in the file and in the log. */
export function feeFiles(db: Database, clock: Clock, events: EventLog) {
  return async (statement: FeeStatement, format: FileFormat, by: Account): Promise<MadeFile> => {
    const at = clock.now()
    const rows = feeRows(statement)
    async function* parts() {
      yield { sheet: 0, rows: [[watermark(`${by.name}（${by.user}）`, toIso(at))], FEE_HEADINGS] }
      yield { sheet: 0, rows }
    }
    const sheets = [{ name: FEE_SHEET, widths: FEE_HEADINGS.map(() => 18), headingAt: 1 }]
    const bytes = await writeTable(format, sheets, parts())
    const actor = { kind: 'account', id: by.id } as const
    const data = { kind: 'fees', format, rows: rows.length }
    await db.write((tx) => events.append(tx, [{ at, type: 'registry.exported', actor, data }]))
    return { name: `anling-fees-${statement.month}.${format}`, bytes }
  }
}
