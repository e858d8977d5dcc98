import type { ResidentHit } from '#contract/residents'
import type { Database, Reader, Tx } from '../../db/database.ts'
import type { Mac } from '../../mac.ts'
import { rangesOf, type Scope, type Within } from '../areas/scope.ts'
import { placesOfHomes } from '../areas/store.ts'
import { blind, lastFour } from '../privacy/vault-service.ts'
import * as found from './search-store.ts'
import { readSought } from './sought.ts'
import { addAddressWords, addNameWords, findUnnamed, findUnplaced } from './words-store.ts'

/** Hits of all kinds at most, and rows of older versions indexed in one transaction. */
const MOST = 20
const AT_ONCE = 200
const NUMBERS = ['idNumber', 'disabilityCard', 'phones'] as const

export interface SearchService {
  /** Residents in these areas who have not left, by whatever was typed; the surest kind of hit first, 20 at most. */
  find(typed: string, scope: Scope): Promise<ResidentHit[]>
}

export function searchService(db: Database, blindMac: Mac): SearchService {
  const { read } = db

  /** By a whole number of a card or a phone. */
  async function* byNumber(number: string, within: Within): Found {
    for (const field of NUMBERS) {
      yield ['number', await found.residentsWithNumber(read, blind(blindMac, field, number).numberHash, within)]
    }
    yield ['contact', await found.residentsOfContact(read, blind(blindMac, 'contacts', number).numberHash, within)]
  }

  async function* byLastFour(signs: string, within: Within): Found {
    const hash = lastFour(blindMac, signs)
    yield ['number', await found.residentsWithLastFour(read, hash, within)]
    yield ['contact', await found.residentsOfContactLastFour(read, hash, within)]
  }

  /** The kinds of search that what was typed allows, the surest first. */
  async function* kinds(typed: string, within: Within): Found {
    const { names, address, lastFour: signs, number, device } = readSought(typed)
    if (number !== null) yield* byNumber(number, within)
    if (signs !== null) yield* byLastFour(signs, within)
    if (device !== null) yield ['device', await found.residentsWithDevice(read, device, within)]
    for (const name of names) yield ['name', await found.residentsNamed(read, name, within)]
    if (address) yield ['address', await found.residentsAt(read, address, within)]
  }

  async function within(typed: string, area: Within): Promise<Hit[]> {
    const hits = new Map<string, Hit>()
    for await (const [kind, rows] of kinds(typed, area)) {
      for (const row of rows) if (!hits.has(row.id)) hits.set(row.id, { ...row, found: kind })
      if (hits.size >= MOST) break
    }
    return [...hits.values()]
  }

  return {
    async find(typed, scope) {
      const hits: Hit[] = []
      for (const area of rangesOf(scope)) hits.push(...(await within(typed, area)))
      const best = hits.slice(0, MOST)
      const places = await placesOfHomes(
        read,
        best.map(({ homeId }) => homeId),
      )
      return best.map((hit) => ({ ...hit, community: places.get(hit.homeId)?.community ?? '' }))
    },
  }
}

type Found = AsyncGenerator<[ResidentHit['found'], found.HitRow[]]>
type Hit = found.HitRow & Pick<ResidentHit, 'found'>

/** Makes residents and homes that older versions wrote findable; may be broken off anywhere. */
export async function indexWords(db: Database): Promise<void> {
  await indexAll(db, findUnnamed, addNameWords)
  await indexAll(db, findUnplaced, addAddressWords)
}

async function indexAll<Row extends { readonly id: string }>(
  db: Database,
  find: (on: Reader, after: string, limit: number) => Promise<Row[]>,
  add: (tx: Tx, rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await find(db.read, after, AT_ONCE)
    const last = rows.at(-1)
    if (!last) return
    await db.write((tx) => add(tx, rows))
    after = last.id
  }
}
