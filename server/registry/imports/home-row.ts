import type { NewHome } from '#contract/registry'
import type { Values } from './column.ts'
import { HOME_COLUMNS } from './columns.ts'
import type { Identity } from './id-number.ts'
import { atPlace, hasError, type Placed } from './placed.ts'
import { note } from './reading.ts'
import { type FileRow, readRow } from './row.ts'

type HomeValues = Values<typeof HOME_COLUMNS>
type Contact = NewHome['contacts'][number]

/** A row of a file of homes that can be taken in. */
export interface HomeRow {
  readonly row: number
  readonly home: Pick<NewHome, 'address' | 'doorNote'> & { readonly community: string }
  readonly resident: NewHome['residents'][number]
  readonly idNumber: string | null
  readonly contacts: readonly Contact[]
  readonly deviceId: string | null
}

/** What a row of homes says; null when something in it keeps it out. */
export interface HomeRowReading {
  readonly draft: HomeRow | null
  readonly found: readonly Placed[]
}

/** Reads a row of homes and holds its cells against each other. `today` is the local date. */
export function readHomeRow(places: ReadonlyMap<string, number>, file: FileRow, today: string): HomeRowReading {
  const { values, found: inCells } = readRow(HOME_COLUMNS, places, file, today)
  const first = contact(file.row, values, 'contact1Name', 'contact1Relation', 'contact1Phone', inCells)
  const second = contact(file.row, values, 'contact2Name', 'contact2Relation', 'contact2Phone', inCells)
  const found = [...inCells, ...person(file.row, values, inCells), ...first.found, ...second.found]
  if (hasError(found)) return { draft: null, found }
  return {
    draft: drafted(
      file.row,
      values,
      [first, second].flatMap(({ draft }) => draft ?? []),
    ),
    found,
  }
}

function drafted(row: number, values: HomeValues, contacts: readonly Contact[]): HomeRow | null {
  const { community, address, doorNote, name, idNumber, livesAlone, flags, device } = values
  const sex = values.sex ?? idNumber?.sex
  if (community === null || address === null || name === null || sex === undefined) return null
  return {
    row,
    home: { community, address, doorNote: doorNote ?? '' },
    resident: {
      name,
      sex,
      bornOn: values.bornOn ?? idNumber?.bornOn ?? null,
      livesAlone: livesAlone ?? false,
      flags: flags ?? [],
    },
    idNumber: idNumber?.number ?? null,
    contacts,
    deviceId: device,
  }
}

/** The identity number knows sex and birthday too, and is the one that a check digit guards. */
function person(row: number, { sex, bornOn, idNumber }: HomeValues, inCells: readonly Placed[]): Placed[] {
  const { sex: sexColumn, idNumber: idColumn } = HOME_COLUMNS
  if (idNumber !== null) return contradictions(row, idNumber, sex, bornOn)
  const told = inCells.some(({ column }) => column === sexColumn.heading || column === idColumn.heading)
  return sex === null && !told ? [atPlace(row, sexColumn.heading, note('sex_missing'))] : []
}

function contradictions(row: number, id: Identity, sex: HomeValues['sex'], bornOn: string | null): Placed[] {
  const { sex: sexColumn, bornOn: bornColumn } = HOME_COLUMNS
  const found: Placed[] = []
  if (sex !== null && sex !== id.sex) {
    found.push(atPlace(row, sexColumn.heading, note('sex_contradicts_id', { sex: id.sex })))
  }
  if (bornOn !== null && bornOn !== id.bornOn) {
    found.push(atPlace(row, bornColumn.heading, note('birth_contradicts_id', { date: bornOn, id: id.bornOn })))
  }
  return found
}

type Key = keyof typeof HOME_COLUMNS & `contact${string}`

/** A contact is a name and a telephone number; one without the other is no help at night. */
function contact(
  row: number,
  values: HomeValues,
  nameKey: Key,
  relationKey: Key,
  phoneKey: Key,
  inCells: readonly Placed[],
) {
  const [name, relation, phone] = [values[nameKey], values[relationKey], values[phoneKey]]
  const told = (key: Key): boolean => inCells.some(({ column }) => column === HOME_COLUMNS[key].heading)
  const say = (key: Key, code: Parameters<typeof note>[0]) => [atPlace(row, HOME_COLUMNS[key].heading, note(code))]
  if (name === null && relation === null && phone === null) return { draft: null, found: [] }
  if (phone === null) return { draft: null, found: told(phoneKey) ? [] : say(phoneKey, 'contact_without_phone') }
  if (name === null) return { draft: null, found: told(nameKey) ? [] : say(nameKey, 'contact_without_name') }
  const found = relation === null && !told(relationKey) ? say(relationKey, 'contact_without_relation') : []
  return { draft: { name, relation: relation ?? '亲友', phone, note: '' }, found }
}
