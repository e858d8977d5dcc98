import type { HomeFields, HomeFile } from '#contract/homes'
import { addressLine } from './address.ts'

/** All that can be changed of a home. */
export interface KnownHome extends HomeFile {
  readonly address: string
  readonly areaId: string | null
  readonly doorNote: string
  readonly doorCode: string | null
}

/** What is known of a home of which only the card is known. */
export const NO_FILE: HomeFile & Pick<KnownHome, 'doorCode'> = {
  parts: {},
  lift: 'unknown',
  entry: '',
  keyHolder: null,
  point: null,
  doorCode: null,
}

export interface HomeChanged {
  readonly after: KnownHome
  /** Names of the fields that differ, and what stood there. */
  readonly fields: readonly (keyof KnownHome)[]
  readonly before: Partial<KnownHome>
}

/** What a request makes of a home. Parts that come without an address write it anew, as far as they name one. */
export function changeOfHome(known: KnownHome, wanted: HomeFields): HomeChanged {
  const line = wanted.parts && wanted.address === undefined ? addressLine(wanted.parts) : ''
  const after: KnownHome = { ...known, ...(line !== '' && { address: line }), ...wanted }
  const fields = (Object.keys(known) as (keyof KnownHome)[]).filter((name) => !same(known[name], after[name]))
  return { after, fields, before: Object.fromEntries(fields.map((name) => [name, known[name]])) }
}

/** Both are JSON; the order of names inside says nothing. */
function same(a: unknown, b: unknown): boolean {
  return sorted(a) === sorted(b)
}

function sorted(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
