import type { NewContact, NewResponder } from '#contract/registry'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { Vault } from '../privacy/vault-service.ts'
import type { HomeChangeService, HomeTurn } from './change-service.ts'
import { isWhole } from './contact.ts'
import { endRingables, indexSome, orderRingables, type Ringable, ringablesOf, writeRingables } from './contact-store.ts'

/** Contacts of older versions made findable in one transaction. */
const AT_ONCE = 200

/** Which of the two lists of a home. */
export type RingList = 'contacts' | 'responders'

/** What is said of somebody to be rung; `kind` of a responder, `relation` of a contact. */
type Said = NewContact | NewResponder

/**
 * Who is rung for a home. Each verb is a change of the home: it refuses with `not_found`, `stale_version`, stands in the
 * home's history, and is an event that names nobody.
 */
export interface ContactService {
  add(turn: HomeTurn, list: RingList, said: Said): Promise<void>
  change(turn: HomeTurn, list: RingList, id: string, fields: Partial<Said>): Promise<void>
  end(turn: HomeTurn, list: RingList, id: string): Promise<void>
  /** Refuses with `order_incomplete` unless each is named once. */
  order(turn: HomeTurn, list: RingList, order: readonly string[]): Promise<void>
}

export function contactService(clock: Clock, vault: Vault, homes: HomeChangeService): ContactService {
  async function standing(tx: Tx, homeId: string, list: RingList): Promise<Ringable[]> {
    const all = await ringablesOf(tx, vault, [homeId])
    return all.filter(({ responder }) => (responder === null) === (list === 'contacts'))
  }

  async function find(tx: Tx, homeId: string, list: RingList, id: string): Promise<Ringable> {
    const found = (await standing(tx, homeId, list)).find((one) => one.id === id)
    if (!found) throw new Refused('not_found')
    return found
  }

  return {
    add: (turn, list, said) =>
      homes.edit(turn, async (tx) => {
        const position = ((await standing(tx, turn.id, list)).at(-1)?.position ?? -1) + 1
        const id = newId()
        await writeRingables(tx, vault, [{ ...rowOf(said), id, homeId: turn.id, position }])
        return { fields: [list], before: null, data: { added: id } }
      }),
    change: (turn, list, id, fields) =>
      homes.edit(turn, async (tx) => {
        const before = await find(tx, turn.id, list, id)
        await writeRingables(tx, vault, [{ ...before, ...changed(fields) }])
        return { fields: [list], before, data: { changed: id } }
      }),
    end: (turn, list, id) =>
      homes.edit(turn, async (tx) => {
        await find(tx, turn.id, list, id)
        await endRingables(tx, [id], clock.now())
        return { fields: [list], before: null, data: { ended: id } }
      }),
    order: (turn, list, order) =>
      homes.edit(turn, async (tx) => {
        const before = (await standing(tx, turn.id, list)).map(({ id }) => id)
        if (!isWhole(order, before)) throw new Refused('order_incomplete')
        await orderRingables(tx, order)
        return { fields: [list], before, data: { ordered: list } }
      }),
  }
}

function rowOf(said: Said) {
  if (!('kind' in said)) return said
  const { kind, ...one } = said
  return { ...one, relation: '', responder: kind }
}

function changed(fields: Partial<Said>) {
  if (!('kind' in fields)) return fields
  const { kind, ...others } = fields
  return { ...others, responder: kind ?? null }
}

/** Makes homes findable by the phones of contacts that older versions wrote; may be broken off anywhere. */
export async function indexContacts(db: Database, vault: Vault): Promise<void> {
  while ((await db.write((tx) => indexSome(tx, vault, AT_ONCE))) > 0);
}
