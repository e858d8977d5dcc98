/** Every process reaches every device through the broker, and for each piece of news one of them tells it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callRoutes, registryRoutes } from '#contract/routes'
import { type ProductCopy, productCopy } from '../crash/product-copy.ts'
import { killAll } from '../crash/server-process.ts'
import { ADMIN } from '../crash/town.ts'
import { connectDevice } from '../support/device.ts'
import { claim } from '../support/handling.ts'
import { type Person, signIn } from '../support/person.ts'
import { type Cluster, startCluster } from './cluster.ts'

let copy: ProductCopy
let cluster: Cluster
let operator: Person
beforeAll(async () => {
  copy = await productCopy()
  cluster = await startCluster({ copy, processes: 2, homes: 6 })
  const url = (): string => cluster.process(1).url
  const admin = await signIn(url, ADMIN.user, ADMIN.password)
  const account = { user: 'zhangmin', password: ADMIN.password }
  await admin.call(registryRoutes.addAccount, { body: { ...account, name: '张敏', role: 'operator' } })
  operator = await signIn(url, account.user, account.password)
}, 60_000)
afterEach(killAll)
afterAll(async () => {
  await cluster.stop()
  copy.remove()
})

test('a press and a claim light each lamp once, whichever process took them', { timeout: 60_000 }, async () => {
  const units = await Promise.all(
    cluster.devices.map((credential) => connectDevice(cluster.mosquitto.port, credential)),
  )
  await Promise.all(units.map((unit) => unit.press('sos')))
  await Promise.all(units.map((unit) => unit.lamp('ringing')))
  const { items } = await operator.call(callRoutes.list)
  for (const call of items.filter(({ kind }) => kind === 'emergency')) await claim(operator, call)
  await Promise.all(units.map((unit) => unit.lamp('claimed')))
  // Another device's news, after all others on every road: whatever was said twice has been heard by now.
  await units[0]?.press('service')
  await Promise.all(units.slice(0, 1).map((unit) => unit.press('cancel')))
  expect(units.slice(1).map((unit) => unit.lamps.map(({ state }) => state))).toEqual(
    units.slice(1).map(() => ['ringing', 'claimed']),
  )
  await Promise.all(units.map((unit) => unit.stop()))
})
