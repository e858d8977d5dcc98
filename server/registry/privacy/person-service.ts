import type { PersonExport } from '#contract/person-export'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Reader } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { findFullHome } from '../homes/private-store.ts'
import { openResident } from '../residents/private-store.ts'
import { changesOfResident, findResident, type ResidentRow } from '../residents/store.ts'
import { erasedOfHome } from './erasure-store.ts'
import { bodiesOfPerson, callsOfPerson, notesOfPerson } from './person-store.ts'
import type { Vault } from './vault-service.ts'

type Rows = PersonExport['sections'][number]['rows']

export interface PersonService {
  /**
   * Everything kept about a resident in the clear; that it was handed out is an event before it is answered. Calls of
   * the home that concern somebody else are not theirs. Refuses with `not_found`, `resident_erased`.
   */
  export(id: string, by: string): Promise<PersonExport>
}

export interface PersonServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly vault: Vault
}

export function personService({ db, clock, events, vault }: PersonServiceOptions): PersonService {
  const { read } = db

  async function person(row: ResidentRow): Promise<Readonly<Record<string, Rows>>> {
    const { id, homeId, leftAt, leaving } = row
    const { known } = await openResident(read, vault, row)
    const key = (await vault.keysOf(read, [id]))(id)
    const changes = await changesOfResident(read, id)
    return {
      residents: [{ id, homeId, ...known, leftAt: isoOf(leftAt), leaving }],
      resident_changes: changes.map(({ id: changeId, changedAt, changedBy, fields, encryptedBefore }) => ({
        ...{ changedAt: toIso(changedAt), changedBy, fields },
        before: JSON.parse(key.open(encryptedBefore, ['resident_changes', changeId, 'before']) || '{}'),
      })),
    }
  }

  async function home({ homeId }: ResidentRow): Promise<Readonly<Record<string, Rows>>> {
    const found = await findFullHome(read, vault, homeId)
    if (!found) throw new Refused('not_found')
    const { id, address, areaId, doorNote, addedAt, contacts } = found
    return {
      homes: [{ id, address, areaId, doorNote, addedAt: toIso(addedAt) }],
      contacts: contacts.map((one) => ({ ...one })),
      devices: (await devicesOfHomes(read, [homeId])).map((row) => ({ ...toDevice(row) })),
    }
  }

  async function handled({ id: resident, homeId }: ResidentRow): Promise<Readonly<Record<string, Rows>>> {
    const asked = { home: homeId, resident }
    const key = (await vault.keysOf(read, [homeId]))(homeId)
    const [calls, notes] = [await callsOfPerson(read, asked), await notesOfPerson(read, asked)]
    return {
      calls: calls.map((call) => ({ ...call, ...instants(call) })),
      notes: notes.map(({ id, callId, authorId, writtenAt, encryptedText }) => ({
        ...{ id, callId, authorId, writtenAt: toIso(writtenAt) },
        text: key.open(encryptedText, ['notes', id, 'text']),
      })),
      signal_bodies: (await bodiesOfPerson(read, asked)).map(({ receivedAt, body, ...signal }) => ({
        ...{ ...signal, receivedAt: toIso(receivedAt) },
        body: body.toString('utf8'),
      })),
    }
  }

  return {
    async export(id, by) {
      const row = await keptOf(read, id)
      const parts = { ...(await person(row)), ...(await home(row)), ...(await handled(row)) }
      const at = clock.now()
      const actor = { kind: 'account', id: by } as const
      const { homeId } = row
      await db.write((tx) =>
        events.append(tx, [{ at, type: 'resident.exported', actor, homeId, data: { resident: id } }]),
      )
      return { madeAt: toIso(at), sections: Object.entries(parts).map(([table, rows]) => ({ table, rows })) }
    },
  }
}

async function keptOf(on: Reader, id: string): Promise<ResidentRow> {
  const row = await findResident(on, id)
  if (!row) throw new Refused('not_found')
  if ((await erasedOfHome(on, row.homeId)).includes(id)) throw new Refused('resident_erased')
  return row
}

const isoOf = (at: number | null): string | null => (at === null ? null : toIso(at))

/** The same with every instant as people read it. */
function instants(row: object): Record<string, string | null> {
  const found = Object.entries(row).filter(([name]) => name.endsWith('At')) as [string, number | null][]
  return Object.fromEntries(found.map(([name, at]) => [name, isoOf(at)]))
}
