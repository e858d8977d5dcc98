import type { Event } from '#contract/events'
import type { PersonExport } from '#contract/person-export'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Reader } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../accounts/store.ts'
import { consentsOf } from '../consents/store.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { holdsOf } from '../holds/store.ts'
import { ringablesOf } from '../homes/contact-store.ts'
import { changesOfHome, findHome } from '../homes/file-store.ts'
import { openHome } from '../homes/known-store.ts'
import { photosOf } from '../photos/store.ts'
import { openResident } from '../residents/private-store.ts'
import { changesOfResident, findResident, type ResidentRow } from '../residents/store.ts'
import { erasedOfHome } from './erasure-store.ts'
import { bodiesOfPerson, callsOfPerson, notesOfPerson } from './person-store.ts'
import { readingsOf } from './reading-store.ts'
import type { DataKey, Vault } from './vault-service.ts'

type Rows = PersonExport['sections'][number]['rows']
type ChangeRow = Omit<Awaited<ReturnType<typeof changesOfResident>>[number], 'residentId'>

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
      resident_changes: changes.map((change) => opened(change, key, 'resident_changes')),
      holds: (await holdsOf(read, id)).map((hold) => ({ ...hold, ...instants(hold) })),
      consents: (await consentsOf(read, id)).map(({ encryptedDetails, ...consent }) => ({
        ...{ ...consent, ...instants(consent) },
        details: JSON.parse(key.open(encryptedDetails, ['consents', consent.id, 'details']) || '{}'),
      })),
      photos: (await photosOf(read, id)).map(({ id: photoId, mediaType, encryptedPhoto, takenInAt, takenInBy }) => ({
        ...{ mediaType, takenInAt: toIso(takenInAt), takenInBy },
        base64: key.openBytes(encryptedPhoto, ['photos', photoId, 'photo'])?.toString('base64') ?? '',
      })),
    }
  }

  async function home({ homeId }: ResidentRow): Promise<Readonly<Record<string, Rows>>> {
    const row = await findHome(read, homeId)
    if (!row) throw new Refused('not_found')
    const { known } = await openHome(read, vault, row)
    const key = (await vault.keysOf(read, [homeId]))(homeId)
    return {
      homes: [{ id: homeId, ...known, addedAt: toIso(row.addedAt) }],
      home_changes: (await changesOfHome(read, homeId)).map((change) => opened(change, key, 'home_changes')),
      contacts: (await ringablesOf(read, vault, [homeId])).map((one) => ({ ...one })),
      devices: (await devicesOfHomes(read, [homeId])).map((device) => ({ ...toDevice(device) })),
    }
  }

  async function handled(row: ResidentRow): Promise<Readonly<Record<string, Rows>>> {
    const { id: resident, homeId } = row
    const asked = { home: homeId, resident }
    const key = (await vault.keysOf(read, [homeId]))(homeId)
    const [calls, notes] = [await callsOfPerson(read, asked), await notesOfPerson(read, asked)]
    return {
      ...(await told(row, new Set(calls.map(({ id }) => id)))),
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

  /** What the log tells of these calls, and who looked at what is private. Ids and kinds only, as in the log itself. */
  async function told(
    { id, homeId }: ResidentRow,
    calls: ReadonlySet<string>,
  ): Promise<Readonly<Record<string, Rows>>> {
    const lines: Event[] = []
    for (const call of calls) lines.push(...(await events.ofCall(call)))
    const looks = await readingsOf(read, homeId, 0, clock.now() + 1)
    const theirs = looks.filter(({ callId, data }) => {
      const { resident = id } = JSON.parse(data) as { resident?: string }
      return resident === id && (callId === null || calls.has(callId))
    })
    const names = await namesOf(read, [...lines.map(({ actor }) => actor.id), ...theirs.map(({ actorId }) => actorId)])
    return {
      events: lines.map(({ seq, at, type, actor, callId, data }) => {
        return { seq, at, type, by: names.get(actor.id ?? '') ?? actor.kind, callId, data }
      }),
      readings: theirs.map(({ at, type, actorId, callId, data }) => {
        const { field = null } = JSON.parse(data) as { field?: string }
        return { at: toIso(at), type, by: names.get(actorId ?? '') ?? '', callId, field }
      }),
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

function namesOf(on: Reader, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  return accountNames(on, [...new Set(ids.filter((id) => id !== null))])
}

async function keptOf(on: Reader, id: string): Promise<ResidentRow> {
  const row = await findResident(on, id)
  if (!row) throw new Refused('not_found')
  if ((await erasedOfHome(on, row.homeId)).includes(id)) throw new Refused('resident_erased')
  return row
}

/** One change with what stood there before. */
function opened(change: ChangeRow, key: DataKey, table: string): Rows[number] {
  const { id, changedAt, changedBy, fields, encryptedBefore } = change
  const before = JSON.parse(key.open(encryptedBefore, [table, id, 'before']) || '{}')
  return { changedAt: toIso(changedAt), changedBy, fields, before }
}

const isoOf = (at: number | null): string | null => (at === null ? null : toIso(at))

/** The same with every instant as people read it. */
function instants(row: object): Record<string, string | null> {
  const found = Object.entries(row).filter(([name]) => name.endsWith('At')) as [string, number | null][]
  return Object.fromEntries(found.map(([name, at]) => [name, isoOf(at)]))
}
