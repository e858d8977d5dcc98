import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceCredential } from '#contract/registry'
import { registryRoutes } from '#contract/routes'
import { claim, openCalls } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { pushSignal } from '../support/push.ts'

let house: House
let person: Person
beforeAll(async () => {
  house = await startHouse()
  person = (await house.given.seat()).person
})
afterAll(() => house.stop())

interface Home {
  readonly id: string
  readonly device: DeviceCredential
}

async function newHome(): Promise<Home> {
  const admin = await house.given.admin()
  const body = { address: '和平里', areaId: null, doorNote: '', residents: [], contacts: [] }
  const { id } = await admin.call(registryRoutes.addHome, { body })
  const device = { model: 'AL-1', class: 'mains' as const, homeId: id }
  return { id, device: await admin.call(registryRoutes.addDevice, { body: device }) }
}

/** Presses of two homes, and an order in which copies of them arrive: each at least once, some again and again. */
const anyDelivery = fc.integer({ min: 1, max: 8 }).chain((presses) =>
  fc.record({
    presses: fc.constant(presses),
    homes: fc.array(fc.nat(1), { minLength: presses, maxLength: presses }),
    arrivals: fc
      .array(fc.nat(presses - 1), { maxLength: 16, size: 'max' })
      .chain((copies) =>
        fc.shuffledSubarray([...Array(presses).keys(), ...copies], { minLength: presses + copies.length }),
      ),
    atOnce: fc.boolean(),
  }),
)

const bodyOf = (n: number): string =>
  JSON.stringify({ v: 1, id: `p-${n}`, kind: 'sos', at: '2026-11-22T02:00:00Z', boot: 'b', n: n + 1 })

test('however presses are shuffled and doubled on the way, each is one signal and each home has one call', async () => {
  await fc.assert(
    fc.asyncProperty(anyDelivery, async ({ homes: whose, arrivals, atOnce }) => {
      const homes = [await newHome(), await newHome()] as const
      const send = (n: number) => pushSignal(house.app.url, homes[whose[n] === 1 ? 1 : 0].device, bodyOf(n))
      const receipts = atOnce ? await Promise.all(arrivals.map(send)) : []
      if (!atOnce) for (const n of arrivals) receipts.push(await send(n))
      expect(receipts.every(({ receipt }) => receipt.stored)).toBe(true)
      await house.settled()
      await expectOneCallEach(homes, whose)
    }),
    { numRuns: 30 },
  )
})

async function expectOneCallEach(homes: readonly Home[], whose: readonly number[]): Promise<void> {
  const calls = await openCalls(person)
  for (const [place, { id }] of homes.entries()) {
    const mine = calls.filter(({ home }) => home?.id === id)
    const pressed = whose.filter((home) => home === place).length
    expect(mine.map(({ presses }) => presses)).toEqual(pressed === 0 ? [] : [pressed])
    for (const call of mine) await claim(person, call)
  }
}
