import type { Actor } from '#contract/events'
import type { HomeCard, NewHome, Reach, Resident, Retrieval } from '#contract/registry'
import { ageOn, localDate } from '../../calendar/local-date.ts'
import { isWithin } from '../../calendar/week-hours.ts'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Reader, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { covers, rangesOf, type Scope } from '../areas/scope.ts'
import { findAreas, placesOfHomes } from '../areas/store.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { signOf, standsOn } from '../holds/hold.ts'
import { openHoldsOf } from '../holds/store.ts'
import { withPhoto } from '../photos/store.ts'
import { maskedPhone } from '../privacy/mask.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { type FullResident, findFullHome, writeHome } from './private-store.ts'
import { devicesLeft } from './vacant-store.ts'

export interface HomeService {
  /** Refuses with `not_found` for an area that may not be seen, `area_closed`. */
  add(home: NewHome, scope: Scope, actor: Actor): Promise<HomeCard>
  /** Everything an operator needs of a home, phones masked. Refuses with `not_found`. */
  card(id: string): Promise<HomeCard>
  /** The same with the phones of contacts in full, for whoever must ring them now. Refuses with `not_found`. */
  cardInFull(id: string): Promise<HomeCard>
  /** The card, and that it was looked at. Refuses with `not_found`. */
  show(id: string, by: string): Promise<HomeCard>
  /** Devices that lie where nobody lives any more, in these areas, after this id. */
  retrievals(scope: Scope, after: string, limit: number): Promise<Retrieval[]>
  /** The phone of one contact in full; an event before it is answered. Refuses with `not_found`. */
  showContact(id: string, contactId: string, by: string): Promise<string>
  /** The same of one responder. */
  showResponder(id: string, responderId: string, by: string): Promise<string>
  /** The same of whoever keeps a key. */
  showKeyHolder(id: string, by: string): Promise<string>
}

export function homeService(db: Database, clock: Clock, events: EventLog, vault: Vault): HomeService {
  async function cardInFull(id: string): Promise<HomeCard> {
    const home = await findFullHome(db.read, vault, id)
    if (!home) throw new Refused('not_found')
    const place = (await placesOfHomes(db.read, [id])).get(id)
    const at = clock.now()
    const ids = home.residents.map((one) => one.id)
    const photographed = await withPhoto(db.read, ids)
    const holds = await holdsOn(db.read, ids, at)
    const withReach = <T extends Pick<Reach, 'hours'>>(one: T) => ({ ...one, reachableNow: isWithin(one.hours, at) })
    return {
      id,
      address: home.address,
      areaId: home.areaId,
      community: place?.community ?? '',
      doorNote: home.doorNote,
      ...home.file,
      residents: home.residents.map((one) => ({
        ...toResident(one, at),
        hasPhoto: photographed.has(one.id),
        holds: holds(one.id),
      })),
      contacts: home.contacts.map(withReach),
      responders: home.responders.map(withReach),
      devices: (await devicesOfHomes(db.read, [id])).map(toDevice),
    }
  }

  const card = async (id: string): Promise<HomeCard> => masked(await cardInFull(id))

  async function tell(type: 'home.shown' | 'contact.shown', homeId: string, by: string, data = {}): Promise<void> {
    const actor: Actor = { kind: 'account', id: by }
    await db.write((tx) => events.append(tx, [{ at: clock.now(), type, actor, homeId, data }]))
  }

  return {
    card,
    cardInFull,
    async show(id, by) {
      const shown = await card(id)
      await tell('home.shown', id, by)
      return shown
    },
    async retrievals(scope, after, limit) {
      const found = await Promise.all(rangesOf(scope).map((within) => devicesLeft(db.read, within, after, limit)))
      const rows = found
        .flat()
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
      const places = await placesOfHomes(db.read, [...new Set(rows.flatMap(({ homeId }) => homeId ?? []))])
      return rows.map(({ address, ...row }) => {
        const homeId = row.homeId ?? ''
        return { device: toDevice(row), homeId, address, community: places.get(homeId)?.community ?? '' }
      })
    },
    async showContact(id, contactId, by) {
      const contact = (await cardInFull(id)).contacts.find((one) => one.id === contactId)
      if (!contact) throw new Refused('not_found')
      await tell('contact.shown', id, by, { contact: contactId })
      return contact.phone
    },
    async showResponder(id, responderId, by) {
      const responder = (await cardInFull(id)).responders.find((one) => one.id === responderId)
      if (!responder) throw new Refused('not_found')
      await tell('contact.shown', id, by, { responder: responderId })
      return responder.phone
    },
    async showKeyHolder(id, by) {
      const { keyHolder } = await cardInFull(id)
      if (!keyHolder) throw new Refused('not_found')
      await tell('home.shown', id, by, { field: 'keyHolder' })
      return keyHolder.phone
    },
    async add(home, scope, actor) {
      const id = newId()
      const at = clock.now()
      const { address, areaId, doorNote } = home
      const residents = home.residents.map((one, position) => ({
        ...one,
        name: one.name.normalize('NFC'),
        id: newId(),
        position,
      }))
      const contacts = home.contacts.map((one, position) => ({ ...one, id: newId(), position }))
      await db.write(async (tx) => {
        await assertArea(tx, areaId, scope)
        await writeHome(tx, vault, { id, address, areaId, doorNote, addedAt: at, residents, contacts })
        await events.append(tx, [{ at, type: 'home.added', actor, homeId: id }])
      })
      return card(id)
    },
  }
}

/** @throws Refused `not_found` for an area that may not be seen, `area_closed` */
export async function assertArea(tx: Tx, areaId: string | null, scope: Scope): Promise<void> {
  const [area] = areaId === null ? [] : await findAreas(tx, [areaId])
  if (areaId !== null && !area) throw new Refused('not_found')
  if (!covers(scope, area?.path ?? null)) throw new Refused('not_found')
  if (area && area.closedAt !== null) throw new Refused('area_closed')
}

function masked(card: HomeCard): HomeCard {
  const { contacts, responders, keyHolder } = card
  const mask = <T extends { readonly phone: string }>(one: T): T => ({ ...one, phone: maskedPhone(one.phone) })
  return {
    ...card,
    contacts: contacts.map(mask),
    responders: responders.map(mask),
    keyHolder: keyHolder && mask(keyHolder),
  }
}

/** Why each of these residents may not be at home on the local day of `at`. */
async function holdsOn(on: Reader, residentIds: readonly string[], at: number) {
  const today = localDate(at)
  const standing = (await openHoldsOf(on, residentIds)).filter((hold) => standsOn(hold, today))
  return (id: string) =>
    standing
      .filter(({ residentId }) => residentId === id)
      .map(({ addedAt, ...hold }) => signOf({ ...hold, writtenAt: toIso(addedAt) }, today))
}

function toResident({ position: _order, ...resident }: FullResident, at: number): Omit<Resident, 'hasPhoto' | 'holds'> {
  const { bornOn } = resident
  return { ...resident, age: bornOn === null ? null : ageOn(bornOn, at) }
}
