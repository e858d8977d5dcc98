import { afterEach, beforeEach, expect, test } from 'vitest'
import { importRoutes, registryRoutes } from '#contract/routes'
import { openStore } from '../../server/db/open.ts'
import { findImport, moveImport } from '../../server/registry/imports/store.ts'
import { type House, startHouse } from '../support/house.ts'
import { apply, checked, csv } from '../support/table-file.ts'

const FILE = csv([
  ['社区', '地址', '姓名', '性别'],
  ['幸福社区', '幸福里1号', '王秀兰', '女'],
])

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

/** As an older version left it, which wrote down nothing of what came from which row. */
async function forgetRowsOf(id: string): Promise<void> {
  await house.end()
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const store = await openStore(house.place, { onFatal })
  await store.db.write(async (tx) => {
    const row = await findImport(tx, id)
    if (row) await moveImport(tx, { ...row, undone: null, kept: null })
  })
  await store.close()
  await house.restart()
}

test('an import that an older version took in is not taken back, and nobody leaves', async () => {
  await house.given.area('community', null, '幸福社区')
  const before = await house.given.admin()
  const { id } = await checked(house, before, 'homes', FILE)
  expect(await apply(house, before, id)).toMatchObject({ stage: 'done', canUndo: true })
  await forgetRowsOf(id)

  const admin = await house.given.admin()
  expect(await admin.call(importRoutes.show, { params: { id } })).toMatchObject({ stage: 'done', canUndo: false })
  const answer = await admin.try(importRoutes.undo, { params: { id } })
  expect(answer).toMatchObject({ status: 409, problem: { code: 'import_too_old' } })
  const [added] = (await house.news()).filter(({ type }) => type === 'home.added')
  const home = await admin.call(registryRoutes.showHome, { params: { id: added?.homeId ?? '' } })
  expect(home.residents).toMatchObject([{ name: '王秀兰' }])
})
