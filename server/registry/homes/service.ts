import type { Actor } from '#contract/events'
import type { HomeCard, NewHome, Resident } from '#contract/registry'
import { ageOn } from '../../calendar/local-date.ts'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { covers, EVERYWHERE, type Scope } from '../areas/scope.ts'
import { findAreas, placesOfHomes } from '../areas/store.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { contactsOf, findHomes, type ResidentRow, residentsOf, writeHome } from './store.ts'

export interface HomeService {
  /** Refuses with `not_found` for an area that may not be seen. */
  add(home: NewHome, scope: Scope, actor: Actor): Promise<HomeCard>
  /** Everything an operator needs of a home. Refuses with `not_found`. */
  card(id: string, scope: Scope): Promise<HomeCard>
}

export function homeService(db: Database, clock: Clock, events: EventLog): HomeService {
  async function card(id: string, scope: Scope): Promise<HomeCard> {
    const [home] = await findHomes(db.read, [id])
    const place = (await placesOfHomes(db.read, [id])).get(id)
    if (!home || !covers(scope, place?.path ?? null)) throw new Refused('not_found')
    const at = clock.now()
    return {
      id,
      address: home.address,
      areaId: home.areaId,
      community: place?.community ?? '',
      doorNote: home.doorNote,
      residents: (await residentsOf(db.read, [id])).map((row) => toResident(row, at)),
      contacts: (await contactsOf(db.read, id)).map(({ homeId: _home, ...contact }) => contact),
      devices: (await devicesOfHomes(db.read, [id])).map(toDevice),
    }
  }

  return {
    card,
    async add(home, scope, actor) {
      const id = newId()
      const at = clock.now()
      const { address, areaId, doorNote } = home
      const residents = home.residents.map((one, position) => ({ ...one, id: newId(), homeId: id, position }))
      const contacts = home.contacts.map((one, position) => ({ ...one, id: newId(), homeId: id, position }))
      await db.write(async (tx) => {
        await assertArea(tx, areaId, scope)
        await writeHome(tx, { id, address, areaId, doorNote, addedAt: at }, { residents, contacts })
        await events.append(tx, [{ at, type: 'home.added', actor, homeId: id }])
      })
      return card(id, EVERYWHERE)
    },
  }
}

async function assertArea(tx: Tx, areaId: string | null, scope: Scope): Promise<void> {
  const [area] = areaId === null ? [] : await findAreas(tx, [areaId])
  if (areaId !== null && !area) throw new Refused('not_found')
  if (!covers(scope, area?.path ?? null)) throw new Refused('not_found')
  if (area && area.closedAt !== null) throw new Refused('area_closed')
}

function toResident(row: ResidentRow, at: number): Resident {
  const { id, name, sex, bornOn, livesAlone, flags } = row
  const age = bornOn === null ? null : ageOn(bornOn, at)
  return { id, name, sex, bornOn, livesAlone, flags: flags as Resident['flags'], age }
}
