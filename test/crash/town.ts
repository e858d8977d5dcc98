import { HOUSE } from '#contract/events'
import type { DeviceCredential, NewHome } from '#contract/registry'
import { houseClock } from '../../server/clock.ts'
import { openStore, type StorePlace } from '../../server/db/open.ts'
import { eventLog } from '../../server/events/log.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { accountKeeper } from '../../server/intake/outside/account-keeper.ts'
import { EVERYWHERE } from '../../server/registry/areas/scope.ts'
import { deviceService } from '../../server/registry/devices/service.ts'
import { homeService } from '../../server/registry/homes/service.ts'
import { carryModels } from '../../server/registry/models/service.ts'
import { openVault } from '../../server/registry/privacy/vault-service.ts'
import { accessServices } from '../../server/registry-wing.ts'

export const ADMIN = { user: 'root', name: '管理员', role: 'admin', password: 'a long enough word' } as const

interface Town {
  /** The outside broker that is to learn of the devices once a house runs. */
  readonly brokerUrl?: string | null
  /** People in each home, 1. */
  readonly residents?: number
}

/** Fills an empty data folder as `fillStore` does. */
export function seedTown(dataDir: string, homes: number, town: Town = {}): Promise<DeviceCredential[]> {
  return fillStore({ dataDir, databaseUrl: null }, homes, town)
}

/** Fills an empty store: an administrator, and homes with one device each. Returns what the devices know. */
export async function fillStore(
  place: StorePlace,
  homes: number,
  { brokerUrl = null, residents = 1 }: Town = {},
): Promise<DeviceCredential[]> {
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const store = await openStore(place, { onFatal })
  const keys = loadKeys(place.dataDir)
  const clock = houseClock()
  const events = eventLog(store.db, keys.chain)
  const keeper = accountKeeper({
    config: { brokerUrl, brokerAuthToken: null },
    db: store.db,
    clock,
    secretKey: keys.secretKey,
  })
  const homesOf = homeService(store.db, clock, events, openVault(keys.wrappingKey, clock, keys.blindMac))
  const devices = deviceService({ db: store.db, clock, events, pepper: keys.pepper, keeper })
  await carryModels(store.db, clock)
  await accessServices({ db: store.db, clock, events, keys }).accounts.add(ADMIN, HOUSE)
  const credentials: DeviceCredential[] = []
  for (let n = 1; n <= homes; n += 1) {
    const { id: homeId } = await homesOf.add(someHome(n, residents), EVERYWHERE, HOUSE)
    const id = `home-${String(n).padStart(5, '0')}`
    credentials.push(await devices.add({ id, model: 'AL-1', class: 'mains', homeId }, HOUSE))
  }
  await events.settled()
  await store.close()
  return credentials
}

const RESIDENT = { name: '王秀兰', sex: 'female', bornOn: '1940-03-08', livesAlone: true } as const

function someHome(n: number, residents: number): NewHome {
  return {
    address: `幸福里${n}号楼1单元101`,
    areaId: null,
    doorNote: '',
    residents: Array.from({ length: residents }, () => ({ ...RESIDENT, flags: [] })),
    contacts: [{ name: '李红', relation: '女儿', phone: '10000000001', note: '' }],
  }
}
