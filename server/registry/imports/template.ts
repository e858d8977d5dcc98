import type { SaidIn, TableKind } from '#contract/imports'
import { FILE_WORDS, FORMAT_SENTENCES } from '../../words/formats.ts'
import type { Columns } from './column.ts'
import { AREA_COLUMNS, DEVICE_COLUMNS, HOME_COLUMNS } from './columns.ts'

export const COLUMNS: Readonly<Record<TableKind, Columns>> = {
  homes: HOME_COLUMNS,
  devices: DEVICE_COLUMNS,
  areas: AREA_COLUMNS,
}

/** The headings alone: an example among the rows would be taken in with them. */
export function templateRows(kind: TableKind): readonly (readonly string[])[] {
  return [Object.values(COLUMNS[kind]).map(({ heading }) => heading)]
}

/** A line for each column: whether it is needed, what goes in, what else it may be called. */
export function explanationRows(kind: TableKind, language: SaidIn): readonly (readonly string[])[] {
  const { column, needed, howTo, example, also, yes, no } = FILE_WORDS
  const headings = [column, needed, howTo, example, also].map((words) => words[language])
  const lines = Object.values(COLUMNS[kind]).map((one) => [
    one.heading,
    (one.missing === null ? no : yes)[language],
    FORMAT_SENTENCES[one.format][language],
    one.example,
    one.also.join('、'),
  ])
  return [headings, ...lines]
}
