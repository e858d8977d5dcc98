import { parseArgs } from 'node:util'
import { houseClock } from '../../server/clock.ts'
import type { Tx } from '../../server/db/database.ts'
import { openStore } from '../../server/db/open.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { EVERYWHERE } from '../../server/registry/areas/scope.ts'
import { addAreas } from '../../server/registry/areas/store.ts'
import { type BareHome, type People, writeHomes } from '../../server/registry/homes/private-store.ts'
import { openVault } from '../../server/registry/privacy/vault-service.ts'
import { indexNumbers } from '../../server/registry/residents/private-store.ts'
import { NOTHING_KNOWN } from '../../server/registry/residents/resident.ts'
import { searchService } from '../../server/registry/residents/search-service.ts'
import { quantile } from './figures.ts'

/** What searching took for one kind of words. Milliseconds. */
export interface Sought {
  readonly kind: string
  readonly p50: number
  readonly p99: number
  /** Searches that found somebody. */
  readonly hits: number
}

const { values } = parseArgs({
  options: { data: { type: 'string', default: '' }, residents: { type: 'string', default: '100000' } },
})
const COUNT = Number(values.residents)
const AT_ONCE = 500
const SEARCHES = 200
/** Every tenth district, as a manager of one sees the city. */
const DISTRICTS = 10

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = [...'秀兰建国英华明芳军丽强敏静伟桂玉珍凤春梅海燕志勇红霞']

const store = await openStore(
  { dataDir: values.data, databaseUrl: process.env.DATABASE_URL ?? null },
  {
    onFatal(fault) {
      throw fault
    },
  },
)
const { db } = store
const keys = loadKeys(values.data)
const vault = openVault(keys.wrappingKey, houseClock(), keys.blindMac)

function nameOf(n: number): string {
  const [first, second] = [GIVEN[(n * 7) % GIVEN.length], GIVEN[(n * 13 + (n >> 5)) % GIVEN.length]]
  return `${FAMILY[n % FAMILY.length]}${first}${second}`
}

const addressOf = (n: number): string => `幸福里${n % 400}号楼${n}室`
const phoneOf = (n: number): string => `100${String(n).padStart(8, '0')}`

async function fill(tx: Tx, from: number): Promise<void> {
  const numbers = Array.from({ length: Math.min(AT_ONCE, COUNT - from) }, (_, place) => from + place)
  const homes: BareHome[] = numbers.map((n) => {
    return { id: `h${n}`, address: addressOf(n), areaId: `a${n % DISTRICTS}`, doorNote: '', addedAt: 1 }
  })
  const residents: People['residents'] = numbers.map((n) => {
    const fixed = { sex: 'female' as const, bornOn: null, livesAlone: true, flags: [], position: 0 }
    return { id: `r${n}`, homeId: `h${n}`, name: nameOf(n), ...fixed }
  })
  await writeHomes(tx, vault, homes, { residents, contacts: [] })
  const card = { sex: 'female' as const, bornOn: null, livesAlone: true, flags: [] }
  await indexNumbers(
    tx,
    keys.blindMac,
    numbers.map((n) => ({ id: `r${n}`, known: { ...NOTHING_KNOWN, ...card, name: nameOf(n), phones: [phoneOf(n)] } })),
  )
}

await db.write(async (tx) => {
  const fixed = { parentId: null, mergedIntoId: null, addedAt: 1, closedAt: null, version: 1 }
  const districts = Array.from({ length: DISTRICTS }, (_, n) => ({ id: `a${n}`, code: `${n}`, name: `第${n}区` }))
  await addAreas(
    tx,
    districts.map((area) => ({ ...area, ...fixed, level: 'district' as const, path: `/${area.id}/` })),
  )
})
for (let n = 0; n < COUNT; n += AT_ONCE) await db.write((tx) => fill(tx, n))

const search = searchService(db, keys.blindMac)
const one = (n: number): number => (n * 7919) % COUNT
const KINDS: Readonly<Record<string, (n: number) => string>> = {
  initials: (n) => ['wxl', 'ljg', 'zyz', 'wx', 'cg'][n % 5] ?? 'wxl',
  pinyin: (n) => ['wangxiulan', 'zhangjian', 'liuyu'][n % 3] ?? 'wang',
  name: (n) => nameOf(one(n)),
  'part of a name': (n) => ['秀兰', '建国', '海燕'][n % 3] ?? '秀',
  'last four': (n) => phoneOf(one(n)).slice(-4),
  'whole number': (n) => phoneOf(one(n)),
  address: (n) => addressOf(one(n)),
  nobody: () => '不存在的名字',
}

async function time(kind: string, words: (n: number) => string, scope = EVERYWHERE): Promise<Sought> {
  const took: number[] = []
  let hits = 0
  for (let n = 0; n < SEARCHES; n += 1) {
    const began = performance.now()
    const found = await search.find(words(n), scope)
    took.push(performance.now() - began)
    if (found.length > 0) hits += 1
  }
  return { kind, p50: quantile(took, 0.5), p99: quantile(took, 0.99), hits }
}

const measured: Sought[] = []
for (const [kind, words] of Object.entries(KINDS)) measured.push(await time(kind, words))
const initials = KINDS.initials ?? String
measured.push(await time('initials, one district', initials, { paths: ['/a3/'] }))
await store.close()
if (process.send) process.send(measured)
else console.table(measured)
