import type { ImportStage, KeptReason, TableKind } from '#contract/imports'
import { bytes, index, instant, int, json, table, text, uniqueIndex, word } from '../dialect.ts'
import { accounts, devices, homes, residents } from './registry.ts'

/** A table file on its way into the registry. Its rows are in `import_chunks` until it has been dealt with. */
export const imports = table(
  'imports',
  {
    id: text().primaryKey(),
    kind: word<TableKind>().notNull(),
    stage: word<ImportStage>().notNull(),
    startedBy: text()
      .notNull()
      .references(() => accounts.id),
    startedAt: instant().notNull(),
    /** When it last got on: whoever carries it on is still there. */
    movedAt: instant().notNull(),
    endedAt: instant(),
    /** How wide the headings are, and which column stands where. */
    layout: json<{ readonly width: number; readonly places: [string, number][] }>().notNull(),
    chunks: int().notNull(),
    /** Chunks that were taken in. */
    position: int().notNull(),
    rows: int().notNull(),
    badRows: int().notNull(),
    warnings: int().notNull(),
    /** Rows dealt with: those taken in, and those left out. */
    added: int().notNull(),
    skipped: int().notNull(),
    /** Rows of an undo: taken back, and kept. Null where an older version took rows in and noted none of them. */
    undone: int(),
    kept: int(),
  },
  (row) => [index('imports_by_stage').on(row.stage), index('imports_by_starter').on(row.startedBy)],
)

/** Some rows of a file. All three texts hold what is personal, so they are encrypted, and go when they may. */
export const importChunks = table(
  'import_chunks',
  {
    id: text().primaryKey(),
    importId: text()
      .notNull()
      .references(() => imports.id),
    /** 0: what was found about the file as a whole. */
    number: int().notNull(),
    encryptedRows: bytes(),
    encryptedFindings: bytes(),
    /** Of devices: their secrets, until they are fetched. */
    encryptedSecrets: bytes(),
  },
  (row) => [uniqueIndex('import_chunks_by_import').on(row.importId, row.number)],
)

/** What a row of a file brought into the registry, so that it can be taken back. Ids only. */
export const importedRows = table(
  'imported_rows',
  {
    id: text().primaryKey(),
    importId: text()
      .notNull()
      .references(() => imports.id),
    row: int().notNull(),
    takenInAt: instant().notNull(),
    homeId: text().references(() => homes.id),
    residentId: text().references(() => residents.id),
    /** Of a file of devices. */
    deviceId: text().references(() => devices.id),
    /** What came to the home with its people, noted with the first of a chunk. */
    brought: json<{ readonly contacts: string[]; readonly devices: string[] }>().notNull(),
    takenBackAt: instant(),
    /** Why an undo kept it. */
    kept: word<KeptReason>(),
  },
  (row) => [
    uniqueIndex('imported_rows_by_import').on(row.importId, row.row),
    index('imported_rows_by_home').on(row.homeId),
    index('imported_rows_by_device').on(row.deviceId),
  ],
)
