import { afterEach, beforeEach, expect, test } from 'vitest'
import { houseClock } from '../../server/clock.ts'
import { addDevice } from '../../server/registry/devices/store.ts'
import { carryModels } from '../../server/registry/models/service.ts'
import { allModels } from '../../server/registry/models/store.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
})
afterEach(() => store.close())

/** Devices as older versions registered them, with whatever somebody typed as their model. */
async function typed(...devices: readonly (readonly [model: string, power: 'mains' | 'mobile'])[]): Promise<void> {
  const rows = devices.map(([model, power], n) => ({ id: `unit-${n}`, model, class: power }))
  await store.db.write(async (tx) => {
    for (const row of rows) {
      await addDevice(tx, { ...row, homeId: null, secretHash: Buffer.alloc(32), addedAt: 1, installedAt: null })
    }
  })
}

const carried = async () => {
  await carryModels(store.db, houseClock())
  return (await allModels(store.db.read)).map((row) => [row.name, row.class])
}

test('each model that devices name becomes one row, and a second start adds none', async () => {
  await typed(['一键通', 'mains'], ['一键通', 'mains'], ['AL-2 ', 'mobile'])
  const rows = [
    ['AL-2 ', 'mobile'],
    ['一键通', 'mains'],
  ]
  expect(await carried()).toEqual(rows)
  expect(await carried()).toEqual(rows)
})

test('without a device there is the unit the house comes with', async () => {
  expect(await carried()).toEqual([['AL-1', 'mains']])
})
