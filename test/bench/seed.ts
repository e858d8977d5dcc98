import type { NewAccount } from '#contract/accounts'
import { HOUSE } from '#contract/events'
import { houseClock } from '../../server/clock.ts'
import type { Config } from '../../server/config.ts'
import type { Database } from '../../server/db/database.ts'
import { openStore } from '../../server/db/open.ts'
import { eventLog } from '../../server/events/log.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { accountKeeper } from '../../server/intake/outside/account-keeper.ts'
import { EVERYWHERE } from '../../server/registry/areas/scope.ts'
import { deviceService } from '../../server/registry/devices/service.ts'
import { homeService } from '../../server/registry/homes/service.ts'
import { carryModels } from '../../server/registry/models/service.ts'
import { openVault } from '../../server/registry/privacy/vault-service.ts'
import { accessServices } from '../../server/registry-wing.ts'
import type { Credential } from './wire.ts'

/** Devices registered in one transaction. */
const AT_ONCE = 250

export interface Registered {
  /** Each in a home of its own. */
  readonly homes: number
  /** Devices that stand in no home: whatever they press is about themselves. */
  readonly loose: number
}

/** Fills an empty store with an operator and devices, in few transactions: the bench measures presses, not this. */
export async function fillRegistry(config: Config, operator: NewAccount, { homes, loose }: Registered) {
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const store = await openStore(config, { onFatal })
  const keys = loadKeys(config.dataDir)
  const clock = houseClock()
  const events = eventLog(store.db, keys.chain)
  const vault = openVault(keys.wrappingKey, clock, keys.blindMac)
  await carryModels(store.db, clock)
  await accessServices({ db: store.db, clock, events, keys }).accounts.add(operator, HOUSE)

  async function add(db: Database, n: number): Promise<Credential> {
    const keeper = accountKeeper({ config, db, clock, secretKey: keys.secretKey })
    const devices = deviceService({ db, clock, events, pepper: keys.pepper, keeper })
    const registry = homeService(db, clock, events, vault)
    const homeId = n < homes ? (await registry.add(someHome(n), EVERYWHERE, HOUSE)).id : null
    return devices.add({ id: `bench-${n}`, model: 'AL-1', class: 'mains', homeId }, HOUSE)
  }

  const added: Credential[] = []
  for (let from = 0; from < homes + loose; from += AT_ONCE) {
    const upTo = Math.min(from + AT_ONCE, homes + loose)
    await together(store.db, async (db) => {
      for (let n = from; n < upTo; n += 1) added.push(await add(db, n))
    })
  }
  await events.settled()
  await store.close()
  return { devices: added.slice(0, homes), loose: added.slice(homes) }
}

/** Has services, each of which would commit for itself, work in one transaction. */
function together(db: Database, work: (within: Database) => Promise<void>): Promise<void> {
  return db.write((tx) => work({ ...db, read: tx, write: (inner) => inner(tx) }))
}

function someHome(n: number) {
  return { address: `幸福里${n}号`, areaId: null, doorNote: '', residents: [], contacts: [] }
}
