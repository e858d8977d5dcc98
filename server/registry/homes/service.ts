import type { Actor } from '#contract/events'
import type { HomeCard, NewHome, Resident } from '#contract/registry'
import { ageOn } from '../../calendar/local-date.ts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { contactsOf, findHomes, type ResidentRow, residentsOf, writeHomes } from './store.ts'

export interface HomeService {
  add(home: NewHome, actor: Actor): Promise<HomeCard>
  /** Everything an operator needs of a home. Refuses with `not_found`. */
  card(id: string): Promise<HomeCard>
}

export function homeService(db: Database, clock: Clock, events: EventLog): HomeService {
  async function card(id: string): Promise<HomeCard> {
    const [home] = await findHomes(db.read, [id])
    if (!home) throw new Refused('not_found')
    const at = clock.now()
    return {
      id,
      address: home.address,
      community: home.community,
      doorNote: home.doorNote,
      residents: (await residentsOf(db.read, [id])).map((row) => toResident(row, at)),
      contacts: (await contactsOf(db.read, id)).map(({ homeId: _home, ...contact }) => contact),
      devices: (await devicesOfHomes(db.read, [id])).map(toDevice),
    }
  }

  return {
    card,
    async add(home, actor) {
      const id = newId()
      const at = clock.now()
      const { address, community, doorNote } = home
      const residents = home.residents.map((one, position) => ({ ...one, id: newId(), homeId: id, position }))
      const contacts = home.contacts.map((one, position) => ({ ...one, id: newId(), homeId: id, position }))
      await db.write(async (tx) => {
        await writeHomes(tx, [{ id, address, community, doorNote, addedAt: at }], { residents, contacts })
        await events.append(tx, [{ at, type: 'home.added', actor, homeId: id }])
      })
      return card(id)
    },
  }
}

function toResident(row: ResidentRow, at: number): Resident {
  const { id, name, sex, bornOn, livesAlone, flags } = row
  const age = bornOn === null ? null : ageOn(bornOn, at)
  return { id, name, sex, bornOn, livesAlone, flags: flags as Resident['flags'], age }
}
