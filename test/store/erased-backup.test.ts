import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { privacyRoutes } from '#contract/routes'
import { type CanaryHome, canariesIn, canaryHome, IN_THE_CLEAR, leaveHome } from '../support/canaries.ts'
import { newFolder } from '../support/folder.ts'
import { type House, startHouse } from '../support/house.ts'

let house: House
let given: CanaryHome
beforeEach(async () => {
  house = await startHouse()
  given = await canaryHome(house)
})
afterEach(() => house.stop())

/** The canaries in a copy that is made as docs/operations.md §6 makes it. */
async function canariesInBackup(): Promise<string[]> {
  await house.end()
  const folder = newFolder()
  const file = new Sqlite(join(house.place.dataDir, 'anling.sqlite'), { readonly: true })
  file.exec(`vacuum into '${join(folder.path, 'copy.sqlite')}'`)
  file.close()
  const found = await canariesIn({ dataDir: folder.path, databaseUrl: null })
  folder.remove()
  return found
}

test('a backup after an erasure holds nothing of the erased', async () => {
  const body = { version: await leaveHome(house, given), reason: 'service_over' } as const
  const admin = await house.given.admin()
  await admin.call(privacyRoutes.erase, { params: { id: given.resident }, body })
  expect(await canariesInBackup()).toEqual([])
})

test('control: a backup before it holds all that is kept in the clear', async () => {
  expect(await canariesInBackup()).toEqual(expect.arrayContaining([...IN_THE_CLEAR]))
})
