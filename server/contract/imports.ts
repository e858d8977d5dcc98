import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'

/** What table files are about: homes with their residents and contacts, devices for the stock, or the tree of areas. */
export const TABLE_KINDS = ['homes', 'devices', 'areas'] as const
export const TableKind = Type.Enum([...TABLE_KINDS])
export type TableKind = (typeof TABLE_KINDS)[number]

export const FILE_FORMATS = ['xlsx', 'csv'] as const
export const FileFormat = Type.Enum([...FILE_FORMATS])
export type FileFormat = (typeof FILE_FORMATS)[number]

/** The languages in which a file is explained and a finding is said. */
export const SAID_IN = ['zh', 'en'] as const
export const SaidIn = Type.Enum([...SAID_IN])
export type SaidIn = (typeof SAID_IN)[number]

/** A file as it is downloaded; its name stands in the headers. */
export const File = Type.Unsafe<Uint8Array>({ type: 'string', contentMediaType: 'application/octet-stream' })

/**
 * reading: its rows are being read and checked · checked: nothing was changed yet · applying: rows are being taken in ·
 * done, cancelled · failed: it could not be read, the findings say why · undoing: its rows are being taken back ·
 * undone: they were, but for those that were kept.
 */
export const IMPORT_STAGES = [
  'reading',
  'checked',
  'applying',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const
export type ImportStage = (typeof IMPORT_STAGES)[number]

/** A file that was uploaded, and how far it is. Only whoever started it sees it. */
export const Import = Type.Object(
  {
    id: Id,
    kind: TableKind,
    stage: Type.Enum([...IMPORT_STAGES]),
    startedAt: Instant,
    endedAt: Type.Union([Instant, Type.Null()]),
    rows: Type.Integer({ description: 'Rows read so far' }),
    badRows: Type.Integer({ description: 'Rows with an error: they are left out' }),
    warnings: Type.Integer(),
    added: Type.Integer({ description: 'Rows taken in so far' }),
    skipped: Type.Integer({ description: 'Rows left out so far' }),
    canUndo: Type.Boolean({ description: 'Whether its rows can be taken back' }),
    undone: Type.Integer({ description: 'Rows taken back so far' }),
    kept: Type.Integer({ description: 'Rows that were not taken back, because something has happened since' }),
  },
  { title: 'Import', additionalProperties: false },
)
export type Import = Static<typeof Import>

/** What has happened since to whom or what a row brought, so that an undo keeps it. */
export const KEPT_REASONS = [
  'left',
  'called',
  'edited',
  'home_edited',
  'hold',
  'consent',
  'photo',
  'device',
  'not_in_stock',
] as const
export type KeptReason = (typeof KEPT_REASONS)[number]

/** A row that an undo did not take back. */
export const KeptRow = Type.Object(
  {
    row: Type.Integer({ minimum: 1 }),
    why: Type.Enum([...KEPT_REASONS]),
    sentence: Type.String({ description: 'Why it was kept and what to do, in the language asked for' }),
  },
  { title: 'KeptRow', additionalProperties: false },
)
export type KeptRow = Static<typeof KeptRow>
