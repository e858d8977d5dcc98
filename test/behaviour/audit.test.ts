import { afterEach, beforeEach, expect, test } from 'vitest'
import { areaRoutes, auditRoutes } from '#contract/routes'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let auditor: Person
beforeEach(async () => {
  house = await startHouse()
  auditor = await house.given.person('auditor')
  await house.settled()
})
afterEach(() => house.stop())

const look = (query: Parameters<typeof ask>[0] = {}) => ask(query)
function ask(query: { before?: number; type?: 'area.added' | 'area.renamed'; actorId?: string; homeId?: string }) {
  return auditor.call(auditRoutes.look, { query })
}

test('an auditor reads the log from the newest line back, with the names of who did it', async () => {
  const admin = await house.given.admin()
  const area = await house.given.area('community', null, '幸福里')
  await admin.call(areaRoutes.rename, { params: { id: area.id }, body: { name: '安福里', version: area.version } })
  await house.settled()
  auditor = await house.given.person('auditor', '周正', { areaId: null, deskId: null })
  await house.settled()
  const { items, names, next } = await look()
  const numbers = items.map(({ seq }) => seq)
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
  expect(items.find(({ type }) => type === 'area.renamed')).toMatchObject({ actor: { id: admin.account.id } })
  expect(names[admin.account.id]).toBe(admin.account.name)
  expect(next).toBeNull()
})

test('the log is filtered by kind, person and home, and gone through page by page without a gap', async () => {
  const admin = await house.given.admin()
  for (let n = 0; n < 120; n += 1) {
    const body = { code: `a${n}`, name: '社区', level: 'community' as const, parentId: null }
    await admin.call(areaRoutes.add, { body })
  }
  await house.settled()
  const first = await look({ type: 'area.added', actorId: admin.account.id })
  expect(first.items).toHaveLength(100)
  const rest = await look({ type: 'area.added', before: first.next ?? 0 })
  const all = [...first.items, ...rest.items]
  const added = (await house.news()).filter(({ type }) => type === 'area.added')
  expect(all.map(({ seq }) => seq)).toEqual(added.map(({ seq }) => seq).reverse())
  expect((await look({ type: 'area.added', actorId: auditor.account.id })).items).toEqual([])
  const home = await house.given.home()
  await house.settled()
  const ofHome = await auditor.call(auditRoutes.look, { query: { homeId: home.card.id } })
  expect(new Set(ofHome.items.map(({ homeId }) => homeId))).toEqual(new Set([home.card.id]))
})

test('the chain is verified on request, from any number on; managers do not ask', async () => {
  const { upTo, brokenAt, next } = await auditor.call(auditRoutes.verify, { query: {} })
  const newest = (await house.news()).at(-1)?.seq
  expect({ upTo, brokenAt, next }).toEqual({ upTo: newest, brokenAt: null, next: null })
  expect(await auditor.call(auditRoutes.verify, { query: { after: upTo - 1 } })).toMatchObject({ upTo, brokenAt: null })
  const manager = await house.given.person('manager')
  expect((await manager.try(auditRoutes.verify, { query: {} })).status).toBe(403)
})
