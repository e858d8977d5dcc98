import { and, asc, eq, gt, ne, sql } from 'drizzle-orm'
import { changeVerb, type Reader, readVerb, type Tx } from '../../db/database.ts'
import { calls, notes } from '../../db/schema/calls.ts'
import { contacts, homes, residents } from '../../db/schema/registry.ts'
import { NO_HOME } from './vault-service.ts'

export interface PlainRow {
  readonly id: string
  readonly ownerId: string
  readonly text: string
}

/** A field that older versions wrote in the clear. */
export interface PlainField {
  /** Where its encrypted form belongs (`Place`). */
  readonly table: string
  readonly column: string
  /** Rows behind `after` that still hold it, in the order of their ids. */
  readonly find: (on: Reader, page: { after: string; limit: number }) => PromiseLike<PlainRow[]>
  /** Puts the encrypted form in and takes the plain one away; changes nothing where that has been done. */
  readonly replace: (tx: Tx, row: { id: string; hidden: Uint8Array }) => PromiseLike<number>
}

const after = sql.placeholder('after')
const limit = sql.placeholder('limit')
const id = sql.placeholder('id')
const hidden = sql.placeholder('hidden')

export const PLAIN_FIELDS: readonly PlainField[] = [
  {
    table: 'homes',
    column: 'door_note',
    find: readVerb((q) =>
      q
        .select({ id: homes.id, ownerId: homes.id, text: homes.doorNote })
        .from(homes)
        .where(and(gt(homes.id, after), ne(homes.doorNote, '')))
        .orderBy(asc(homes.id))
        .limit(limit),
    ),
    replace: changeVerb((q) =>
      q
        .update(homes)
        .set({ doorNote: '', encryptedDoorNote: sql`${sql.param(hidden, homes.encryptedDoorNote)}` })
        .where(and(eq(homes.id, id), ne(homes.doorNote, ''))),
    ),
  },
  {
    table: 'residents',
    column: 'flags',
    find: readVerb((q) =>
      q
        .select({ id: residents.id, ownerId: residents.id, text: sql<string>`${residents.flags}`.as('text') })
        .from(residents)
        .where(and(gt(residents.id, after), ne(residents.flags, [])))
        .orderBy(asc(residents.id))
        .limit(limit),
    ),
    replace: changeVerb((q) =>
      q
        .update(residents)
        .set({ flags: [], encryptedFlags: sql`${sql.param(hidden, residents.encryptedFlags)}` })
        .where(and(eq(residents.id, id), ne(residents.flags, []))),
    ),
  },
  {
    table: 'contacts',
    column: 'phone',
    find: readVerb((q) =>
      q
        .select({ id: contacts.id, ownerId: contacts.homeId, text: contacts.phone })
        .from(contacts)
        .where(and(gt(contacts.id, after), ne(contacts.phone, '')))
        .orderBy(asc(contacts.id))
        .limit(limit),
    ),
    replace: changeVerb((q) =>
      q
        .update(contacts)
        .set({ phone: '', encryptedPhone: sql`${sql.param(hidden, contacts.encryptedPhone)}` })
        .where(and(eq(contacts.id, id), ne(contacts.phone, ''))),
    ),
  },
  {
    table: 'contacts',
    column: 'note',
    find: readVerb((q) =>
      q
        .select({ id: contacts.id, ownerId: contacts.homeId, text: contacts.note })
        .from(contacts)
        .where(and(gt(contacts.id, after), ne(contacts.note, '')))
        .orderBy(asc(contacts.id))
        .limit(limit),
    ),
    replace: changeVerb((q) =>
      q
        .update(contacts)
        .set({ note: '', encryptedNote: sql`${sql.param(hidden, contacts.encryptedNote)}` })
        .where(and(eq(contacts.id, id), ne(contacts.note, ''))),
    ),
  },
  {
    table: 'notes',
    column: 'text',
    find: readVerb((q) =>
      q
        .select({
          id: notes.id,
          ownerId: sql<string>`coalesce(${calls.homeId}, '${sql.raw(NO_HOME)}')`.as('owner_id'),
          text: notes.text,
        })
        .from(notes)
        .innerJoin(calls, eq(calls.id, notes.callId))
        .where(and(gt(notes.id, after), ne(notes.text, '')))
        .orderBy(asc(notes.id))
        .limit(limit),
    ),
    replace: changeVerb((q) =>
      q
        .update(notes)
        .set({ text: '', encryptedText: sql`${sql.param(hidden, notes.encryptedText)}` })
        .where(and(eq(notes.id, id), ne(notes.text, ''))),
    ),
  },
]
