import type { FindingCode } from '#contract/findings'
import { birthday } from './dates.ts'
import { idNumber } from './id-number.ts'
import { phone } from './phone.ts'
import { bad, halfWidth, type Read, read } from './reading.ts'

/** How a column is to be filled in; `server/words/formats.ts` says it to people. */
export type Format =
  | 'text'
  | 'name'
  | 'sex'
  | 'date'
  | 'id'
  | 'yes_no'
  | 'flags'
  | 'phone'
  | 'device'
  | 'class'
  | 'area_code'
  | 'level'

/** One column of a file: added to a table by one line. */
export interface Column<T> {
  /** The heading in our templates and exports. */
  readonly heading: string
  /** Other headings people use for the same. */
  readonly also: readonly string[]
  readonly format: Format
  readonly read: Read<T>
  /** What is said when the cell is empty; null: it may be. */
  readonly missing: FindingCode | null
  /** What the template shows. */
  readonly example: string
}

export type Columns = Readonly<Record<string, Column<unknown>>>

/** What the cells of a row say: null where a cell is empty or unreadable. */
export type Values<Table extends Columns> = {
  readonly [Key in keyof Table]: (Table[Key] extends Column<infer T> ? T : never) | null
}

interface More {
  readonly also?: readonly string[]
  readonly missing?: FindingCode
}

export function column<T>(
  heading: string,
  format: Format,
  reader: Read<T>,
  example: string,
  { also = [], missing }: More = {},
): Column<T> {
  return { heading, also, format, read: reader, missing: missing ?? null, example }
}

/** Any text up to this many characters. */
export function text(most: number): Read<string> {
  return (typed) =>
    typed.length > most ? bad('text_too_long', { most: String(most), length: String(typed.length) }) : read(typed)
}

/** A person's name, which has no digits in it. */
const personName: Read<string> = (typed, today) =>
  /\d/.test(halfWidth(typed)) ? bad('name_has_digits', { text: typed }) : text(64)(typed, today)

/** What stands on the label of a device. */
const deviceId: Read<string> = (typed) => {
  const id = halfWidth(typed).replaceAll(' ', '')
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(id) ? read(id) : bad('device_id_malformed', { text: typed })
}

/** As long and as spelt as the contract has it (contract/areas.ts). */
const areaCode: Read<string> = (typed) => {
  const code = halfWidth(typed).replaceAll(' ', '')
  return /^[0-9A-Za-z-]{1,32}$/.test(code) ? read(code) : bad('area_code_malformed', { text: typed })
}

export const nameColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'name', personName, example, more)
export const dateColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'date', birthday, example, more)
export const idColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'id', idNumber, example, more)
export const phoneColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'phone', phone, example, more)
export const deviceColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'device', deviceId, example, more)
export const areaCodeColumn = (heading: string, example: string, more?: More) =>
  column(heading, 'area_code', areaCode, example, more)
