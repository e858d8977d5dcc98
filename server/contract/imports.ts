import { Type } from 'typebox'

/** What table files are about: homes with their residents and contacts, or devices for the stock. */
export const TABLE_KINDS = ['homes', 'devices'] as const
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
