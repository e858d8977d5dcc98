import type { Tx } from '../../db/database.ts'
import type { EventDraft } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { lifeAfter } from '../devices/life.ts'
import { holdDevice, writeLife } from '../devices/life-store.ts'
import { contactsOfHomes, writeHomes } from '../homes/private-store.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { writeFirstFiles } from '../residents/private-store.ts'
import { holdNumbers } from '../residents/store.ts'
import { byHome } from './by-home.ts'
import type { HomeRow } from './home-row.ts'
import { hashedNumbers, knownOf } from './known-service.ts'
import { type HomePlan, planHomes } from './take-homes.ts'
import { type About, cameIn, type Taken } from './taken-service.ts'

/** Takes homes with their residents, contacts and devices in; rows that the registry speaks against are left out. */
export async function takeHomes(tx: Tx, vault: Vault, about: About, rows: readonly HomeRow[]): Promise<Taken> {
  await holdNumbers(tx, [...hashedNumbers(vault, rows).values()])
  const known = await knownOf(tx, vault, rows)
  const standing = await contactsOfHomes(
    tx,
    vault,
    [...known.homes.values()].map(({ id }) => id),
  )
  const contacts = byHome(standing)
  const { plans, added } = planHomes(rows, { ...known, contacts }, newId)
  const people = plans.flatMap(({ id, residents }) => residents.map((one) => ({ ...one, id: newId(), homeId: id })))
  const toRing = plans.flatMap(({ id, contacts }) => contacts.map((one) => ({ ...one, id: newId(), homeId: id })))
  await writeHomes(tx, vault, newHomes(plans, known.communities, about.at), {
    residents: people.map(({ idNumber: _kept, row: _noted, ...resident }) => resident),
    contacts: toRing,
  })
  const numbered = people.flatMap(({ id, idNumber }) => (idNumber === null ? [] : [{ id, idNumber }]))
  await writeFirstFiles(tx, vault, numbered, { at: about.at, by: about.by.id })
  const installed = await install(tx, about, plans)
  const brought = rowsOf(about, plans, people, toRing)
  return { added, rows: brought, secrets: [], events: [...plans.map((plan) => settled(about, plan)), ...installed] }
}

/** A line per person; what else came to the home stands with the first of them. */
function rowsOf(
  about: About,
  plans: readonly HomePlan[],
  people: readonly { readonly id: string; readonly homeId: string; readonly row: number }[],
  contacts: readonly { readonly id: string; readonly homeId: string }[],
) {
  return plans.flatMap(({ id: homeId, deviceIds }) => {
    const ids = contacts.filter((one) => one.homeId === homeId).map(({ id }) => id)
    const ofHome = people.filter((one) => one.homeId === homeId)
    return ofHome.map(({ id: residentId, row }, place) =>
      cameIn(about, row, {
        homeId,
        residentId,
        ...(place === 0 && { brought: { contacts: ids, devices: deviceIds } }),
      }),
    )
  })
}

function newHomes(plans: readonly HomePlan[], communities: ReadonlyMap<string, readonly string[]>, addedAt: number) {
  return plans
    .filter(({ isNew }) => isNew)
    .map(({ id, home: { community, ...home } }) => ({
      ...{ id, ...home, addedAt },
      areaId: communities.get(community)?.[0] ?? null,
    }))
}

function settled({ at, by, importId }: About, { id, isNew, residents }: HomePlan): EventDraft {
  const data = { import: importId, residents: residents.length }
  return { at, type: isNew ? 'home.added' : 'home.extended', actor: by, homeId: id, data }
}

async function install(tx: Tx, { at, by, importId }: About, plans: readonly HomePlan[]): Promise<EventDraft[]> {
  const events: EventDraft[] = []
  for (const { id: homeId, deviceIds } of plans) {
    for (const deviceId of deviceIds) {
      const device = await holdDevice(tx, deviceId)
      if (!device) continue
      await writeLife(tx, deviceId, lifeAfter('install', device, at, homeId))
      events.push({ at, type: 'device.installed', actor: by, homeId, deviceId, data: { import: importId } })
    }
  }
  return events
}
