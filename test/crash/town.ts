import { HOUSE } from '#contract/events'
import type { DeviceCredential, NewHome } from '#contract/registry'
import { houseClock } from '../../server/clock.ts'
import { openStore } from '../../server/db/open.ts'
import { eventLog } from '../../server/events/store.ts'
import { loadKeys } from '../../server/keys.ts'
import { accountService } from '../../server/registry/accounts/service.ts'
import { deviceService } from '../../server/registry/devices/service.ts'
import { homeService } from '../../server/registry/homes/service.ts'

export const ADMIN = { user: 'root', name: '管理员', role: 'admin', password: 'a long enough word' } as const

/**
 * Fills an empty data folder: an administrator, and homes with one device each and so many residents. Returns what the
 * devices know.
 */
export async function seedTown(dataDir: string, homes: number, residents = 1): Promise<DeviceCredential[]> {
  const store = openStore(dataDir, (fault) => {
    throw fault
  })
  const keys = loadKeys(dataDir)
  const clock = houseClock()
  const events = eventLog(store.db, keys.chain)
  const homesOf = homeService(store.db, clock, events)
  const devices = deviceService(store.db, clock, events, keys.pepper)
  await accountService(store.db, clock, events).add(ADMIN, HOUSE)
  const credentials: DeviceCredential[] = []
  for (let n = 1; n <= homes; n += 1) {
    const { id: homeId } = await homesOf.add(someHome(n, residents), HOUSE)
    const id = `home-${String(n).padStart(5, '0')}`
    credentials.push(await devices.add({ id, model: 'AL-1', class: 'mains', homeId }, HOUSE))
  }
  store.close()
  return credentials
}

const RESIDENT = { name: '王秀兰', sex: 'female', bornOn: '1940-03-08', livesAlone: true } as const

function someHome(n: number, residents: number): NewHome {
  return {
    address: `幸福里${n}号楼1单元101`,
    community: '幸福社区',
    doorNote: '',
    residents: Array.from({ length: residents }, () => ({ ...RESIDENT, flags: [] })),
    contacts: [{ name: '李红', relation: '女儿', phone: '10000000001', note: '' }],
  }
}
