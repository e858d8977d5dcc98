import type { NewHome } from '#contract/registry'
import type { HomeRow } from './home-row.ts'
import { againstHome, type Known, type KnownHome, type KnownPerson } from './known.ts'
import { homeKey } from './twice.ts'

type Contact = NewHome['contacts'][number]

/** What becomes of the rows of one home. */
export interface HomePlan {
  readonly id: string
  readonly isNew: boolean
  readonly home: HomeRow['home']
  readonly residents: (HomeRow['resident'] & {
    /** The row of the file that it stands in. */
    readonly row: number
    readonly idNumber: string | null
    readonly position: number
  })[]
  readonly contacts: (Contact & { readonly position: number })[]
  readonly deviceIds: string[]
}

interface Registry extends Known {
  readonly homes: ReadonlyMap<string, KnownHome>
  /** What contacts the homes have already, by the id of the home. */
  readonly contacts: ReadonlyMap<string, readonly Pick<Contact, 'phone'>[]>
}

/**
 * Decides what these rows add to the registry, in their order: rows of one address come to one home, nobody is added
 * twice, and a device goes to the first that names it. `newId` makes the ids of new homes.
 */
export function planHomes(rows: readonly HomeRow[], registry: Registry, newId: () => string) {
  const plans = new Map<string, HomePlan>()
  const given = new Set<string>()
  const numbers = new Set(registry.numbers)
  let added = 0
  for (const row of rows) {
    const key = homeKey(row.home)
    const known = registry.homes.get(key)
    const plan = plans.get(key) ?? newPlan(row, known, newId)
    const people = [...(known?.people ?? []), ...plan.residents]
    if (given.has(row.deviceId ?? '') || !mayCome(row, people, { ...registry, numbers })) continue
    plans.set(key, plan)
    addTo(plan, row, people.length, registry.contacts.get(plan.id) ?? [])
    if (row.deviceId !== null) given.add(row.deviceId)
    if (row.idNumber !== null) numbers.add(row.idNumber)
    added += 1
  }
  return { plans: [...plans.values()], added }
}

function mayCome(row: HomeRow, people: readonly KnownPerson[], registry: Known): boolean {
  return againstHome(row, people, registry).length === 0
}

function newPlan({ home }: HomeRow, known: KnownHome | undefined, newId: () => string): HomePlan {
  return { id: known?.id ?? newId(), isNew: !known, home, residents: [], contacts: [], deviceIds: [] }
}

function addTo(plan: HomePlan, row: HomeRow, position: number, standing: readonly Pick<Contact, 'phone'>[]): void {
  plan.residents.push({ ...row.resident, row: row.row, idNumber: row.idNumber, position })
  if (row.deviceId !== null) plan.deviceIds.push(row.deviceId)
  for (const contact of row.contacts) {
    const all = [...standing, ...plan.contacts]
    if (all.every(({ phone }) => phone !== contact.phone)) plan.contacts.push({ ...contact, position: all.length })
  }
}
