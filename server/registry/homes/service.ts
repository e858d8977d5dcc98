import type { Actor } from '#contract/events'
import type { HomeCard, NewHome, Resident } from '#contract/registry'
import { ageOn } from '../../calendar/local-date.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { maskedPhone } from '../privacy/mask.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { type FullResident, findFullHome, writeHome } from './private-store.ts'

export interface HomeService {
  add(home: NewHome, actor: Actor): Promise<HomeCard>
  /** Everything an operator needs of a home, phones masked. Refuses with `not_found`. */
  card(id: string): Promise<HomeCard>
  /** The same with the phones of contacts in full, for whoever must ring them now. Refuses with `not_found`. */
  cardInFull(id: string): Promise<HomeCard>
  /** The card, and that it was looked at. Refuses with `not_found`. */
  show(id: string, by: string): Promise<HomeCard>
  /** The phone of one contact in full; an event before it is answered. Refuses with `not_found`. */
  showContact(id: string, contactId: string, by: string): Promise<string>
}

export function homeService(db: Database, clock: Clock, events: EventLog, vault: Vault): HomeService {
  async function cardInFull(id: string): Promise<HomeCard> {
    const home = await findFullHome(db.read, vault, id)
    if (!home) throw new Refused('not_found')
    const at = clock.now()
    return {
      id,
      address: home.address,
      community: home.community,
      doorNote: home.doorNote,
      residents: home.residents.map((one) => toResident(one, at)),
      contacts: [...home.contacts],
      devices: (await devicesOfHomes(db.read, [id])).map(toDevice),
    }
  }

  async function card(id: string): Promise<HomeCard> {
    const full = await cardInFull(id)
    return { ...full, contacts: full.contacts.map((one) => ({ ...one, phone: maskedPhone(one.phone) })) }
  }

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
    async showContact(id, contactId, by) {
      const contact = (await cardInFull(id)).contacts.find((one) => one.id === contactId)
      if (!contact) throw new Refused('not_found')
      await tell('contact.shown', id, by, { contact: contactId })
      return contact.phone
    },
    async add(home, actor) {
      const id = newId()
      const at = clock.now()
      const { address, community, doorNote } = home
      const residents = home.residents.map((one, position) => ({ ...one, id: newId(), position }))
      const contacts = home.contacts.map((one, position) => ({ ...one, id: newId(), position }))
      await db.write(async (tx) => {
        await writeHome(tx, vault, { id, address, community, doorNote, addedAt: at, residents, contacts })
        await events.append(tx, [{ at, type: 'home.added', actor, homeId: id }])
      })
      return card(id)
    },
  }
}

function toResident({ position: _order, ...resident }: FullResident, at: number): Resident {
  const { bornOn } = resident
  return { ...resident, age: bornOn === null ? null : ageOn(bornOn, at) }
}
