import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Contact, NewContact, Responder, ResponderKind } from '#contract/registry'
import { keysVerb, rowsVerb } from '../../db/batch.ts'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { contacts } from '../../db/schema/registry.ts'
import type { DataKey, Vault } from '../privacy/vault-service.ts'
import { plainPhone } from './contact.ts'

type ContactRow = typeof contacts.$inferSelect
type Hidden = 'phone' | 'note' | 'encryptedPhone' | 'encryptedNote' | 'numberHash' | 'lastFourHash'

/** Somebody to be rung for a home, in the clear: a contact, or a responder of a kind. */
export interface Ringable extends Contact {
  readonly homeId: string
  readonly responder: ResponderKind | null
}
/** As a home is written with its contacts: how they are reached may be left out. */
export type FullContact = NewContact & { readonly id: string; readonly position: number }
export type NewRingable = FullContact & { readonly homeId: string; readonly responder?: ResponderKind | null }

const insert = rowsVerb<ContactRow>(
  [
    ...(['id', 'homeId', 'position', 'name', 'relation', 'phone', 'note', 'encryptedPhone', 'encryptedNote'] as const),
    ...(['responder', 'hours', 'channel', 'minutesAway', 'endedAt', 'numberHash', 'lastFourHash'] as const),
  ],
  (q, rows) =>
    q
      .insert(contacts)
      .values(rows)
      .onConflictDoUpdate({
        target: contacts.id,
        set: {
          position: sql`excluded.position`,
          name: sql`excluded.name`,
          relation: sql`excluded.relation`,
          encryptedPhone: sql`excluded.encrypted_phone`,
          encryptedNote: sql`excluded.encrypted_note`,
          responder: sql`excluded.responder`,
          hours: sql`excluded.hours`,
          channel: sql`excluded.channel`,
          minutesAway: sql`excluded.minutes_away`,
          numberHash: sql`excluded.number_hash`,
          lastFourHash: sql`excluded.last_four_hash`,
        },
      }),
)
const byHomes = keysVerb<ContactRow>((q, keys) =>
  q
    .select()
    .from(contacts)
    .where(and(inArray(contacts.homeId, keys), isNull(contacts.endedAt)))
    .orderBy(asc(contacts.homeId), asc(contacts.position)),
)
const unfound = readVerb<{ limit: number }, ContactRow[]>((q) =>
  q
    .select()
    .from(contacts)
    .where(isNull(contacts.numberHash))
    .orderBy(asc(contacts.id))
    .limit(sql.placeholder('limit')),
)
const place = changeVerb<{ id: string; position: number }>((q) =>
  q
    .update(contacts)
    .set({ position: sql`${sql.placeholder('position')}` })
    .where(eq(contacts.id, sql.placeholder('id'))),
)
const end = changeVerb<{ id: string; endedAt: number }>((q) =>
  q
    .update(contacts)
    .set({ endedAt: sql`${sql.param(sql.placeholder('endedAt'), contacts.endedAt)}` })
    .where(eq(contacts.id, sql.placeholder('id'))),
)

/** Everybody who is to be rung for these homes, in the clear, in their order. */
export async function ringablesOf(on: Reader, vault: Vault, homeIds: readonly string[]): Promise<Ringable[]> {
  const rows = await byHomes(on, homeIds)
  const ring = await vault.keysOf(on, [...new Set(rows.map(({ homeId }) => homeId))])
  return rows.map((row) => open(ring(row.homeId), row))
}

/** Writes people to be rung, new ones and changed ones; what is private only in its encrypted form. */
export async function writeRingables(tx: Tx, vault: Vault, people: readonly NewRingable[]): Promise<void> {
  const ring = await vault.keysFor(tx, [...new Set(people.map(({ homeId }) => homeId))])
  await insert(
    tx,
    people.map((one) => hide(vault, ring(one.homeId), one)),
  )
}

/** Puts these in the order they are named in. */
export async function orderRingables(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries()) await place(tx, { id, position })
}

/** The row stays, and is nobody to be rung from `endedAt` on, milliseconds since 1970. */
export async function endRingables(tx: Tx, ids: readonly string[], endedAt: number): Promise<void> {
  for (const id of ids) await end(tx, { id, endedAt })
}

/** Makes the homes of some contacts that older versions wrote findable by their phones; how many are left at most. */
export async function indexSome(tx: Tx, vault: Vault, limit: number): Promise<number> {
  const rows = await unfound(tx, { limit })
  const ring = await vault.keysOf(tx, [...new Set(rows.map(({ homeId }) => homeId))])
  await insert(
    tx,
    rows.map((row) => ({ ...row, ...vault.blind('contacts', plainPhone(open(ring(row.homeId), row).phone)) })),
  )
  return rows.length
}

/** A responder as the card shows it; its kind says what it is to the home. */
export function toResponder({ responder, relation: _kind, homeId: _home, ...one }: Ringable): Responder {
  return { ...one, kind: responder ?? 'neighbour' }
}

export function toContact({ responder: _none, homeId: _home, ...one }: Ringable): Contact {
  return one
}

function hide(vault: Vault, key: DataKey, one: NewRingable): ContactRow {
  const { id, homeId, position, name, relation, phone, note } = one
  const hidden: Pick<ContactRow, Hidden> = {
    ...{ phone: '', note: '' },
    encryptedPhone: key.hide(phone, ['contacts', id, 'phone']),
    encryptedNote: key.hide(note, ['contacts', id, 'note']),
    ...vault.blind('contacts', plainPhone(phone)),
  }
  const { responder = null, hours = [], channel = 'phone', minutesAway = null } = one
  return { id, homeId, position, name, relation, ...hidden, responder, hours, channel, minutesAway, endedAt: null }
}

function open(key: DataKey, row: ContactRow): Ringable {
  const { id, homeId, position, name, relation, responder, minutesAway } = row
  return {
    ...{ id, homeId, position, name, relation, responder, minutesAway },
    phone: key.open(row.encryptedPhone, ['contacts', id, 'phone']),
    note: key.open(row.encryptedNote, ['contacts', id, 'note']),
    hours: row.hours ?? [],
    channel: row.channel ?? 'phone',
  }
}
