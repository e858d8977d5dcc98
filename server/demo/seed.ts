import { randomInt } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '#contract/accounts'
import type { AreaLevel } from '#contract/areas'
import { HOUSE } from '#contract/events'
import type { App } from '../app.ts'
import { Unusable } from '../problem.ts'
import { EVERYWHERE } from '../registry/areas/scope.ts'
import { COMMUNITIES, town } from './town.ts'

/** Homes of the demo town (design §10). */
const HOMES = 200

/** What a demo must be able to tell again after a restart: the store itself keeps only hashes. */
export interface DemoFacts {
  readonly accounts: readonly { readonly role: Role; readonly user: string; readonly password: string }[]
  readonly devices: readonly { readonly id: string; readonly secret: string; readonly home: string }[]
}

const PEOPLE: readonly { user: string; name: string; role: Role }[] = [
  { user: 'zhangmin', name: '张敏', role: 'operator' },
  { user: 'liuyang', name: '刘洋', role: 'operator' },
  { user: 'sunli', name: '孙丽', role: 'operator' },
  { user: 'zhouqiang', name: '周强', role: 'supervisor' },
  { user: 'admin', name: '管理员', role: 'admin' },
]

const factsFile = (dataDir: string): string => join(dataDir, 'demo.json')
const markFile = (dataDir: string): string => join(dataDir, 'demo.unfinished')

/** Clears away a demo that was killed while its town was being built. Never touches a folder that is not a demo's. */
export function prepareDemo(dataDir: string): void {
  if (existsSync(factsFile(dataDir))) return
  const database = join(dataDir, 'anling.sqlite')
  if (existsSync(database) && !existsSync(markFile(dataDir))) {
    throw new Unusable(
      `The folder ${dataDir} holds a database that is not a demo's; give the demo a folder of its own.`,
    )
  }
  writeFileSync(markFile(dataDir), '')
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
}

/** The people, homes and devices of the demo; built the first time, read back later. */
export async function seedDemo(app: App, dataDir: string): Promise<DemoFacts> {
  const file = factsFile(dataDir)
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoFacts
  const accounts = PEOPLE.map((one) => ({ ...one, password: password() }))
  await Promise.all(accounts.map((account) => app.accounts.add(account, HOUSE)))
  const devices: DemoFacts['devices'][number][] = []
  const areas = await seedAreas(app)
  for (const [n, { home, community }] of town(HOMES).entries()) {
    const areaId = areas.get(community) ?? null
    const { id: homeId } = await app.homes.add({ ...home, areaId }, EVERYWHERE, HOUSE)
    const id = `home-${String(n + 1).padStart(4, '0')}`
    const device = { id, model: 'AL-1', class: n % 4 === 3 ? ('mobile' as const) : ('mains' as const), homeId }
    const { secret } = await app.devices.add(device, HOUSE)
    devices.push({ id, secret, home: home.address })
  }
  const facts: DemoFacts = {
    accounts: accounts.map(({ role, user, password: word }) => ({ role, user, password: word })),
    devices,
  }
  writeFileSync(`${file}.new`, JSON.stringify(facts), { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  rmSync(markFile(dataDir), { force: true })
  return facts
}

/** A city of one district and one street; which id each community has. */
async function seedAreas({ areas }: App): Promise<Map<string, string>> {
  const add = (code: string, name: string, level: AreaLevel, parentId: string | null) =>
    areas.add({ code, name, level, parentId }, EVERYWHERE, HOUSE)
  const city = await add('900000', '演示市', 'city', null)
  const district = await add('900001', '安宁区', 'district', city.id)
  const street = await add('900001001', '幸福街道', 'subdistrict', district.id)
  const communities = new Map<string, string>()
  for (const [n, name] of COMMUNITIES.entries()) {
    const { id } = await add(`90000100100${n + 1}`, name, 'community', street.id)
    communities.set(name, id)
  }
  return communities
}

/** Twelve letters and digits in three groups: made anew for every demo, easy to type. */
function password(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group()].join('-')
}
