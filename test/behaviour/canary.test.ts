import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes, registryRoutes, residentRoutes, sessionRoutes } from '#contract/routes'
import { CANARIES, fillCanaries } from '../support/canaries.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'
import { claim, onlyCall } from '../support/handling.ts'
import { type GivenHome, type House, type Seat, startHouse } from '../support/house.ts'
import { metricsOf } from '../support/metrics.ts'
import { type Answer, type Person, request } from '../support/person.ts'
import { foundInStore } from '../support/traces.ts'

const { address, estate, name, contact, responder, ...others } = CANARIES
/** What the store keeps in the clear, to be searched by. */
const OPEN = { address, estate, name, contact, responder }
// A name that was changed is no secret either: it may stand in the log of the file for a while.
const { formerName, bornOn: _birthday, relation: _relation, body: _body, category: _category, ...secret } = others
const HIDDEN = { ...secret, reason: 'kanari-reason' }
const ALL = [...Object.values(OPEN), ...Object.values(HIDDEN)]

let gateway: Gateway
let house: House
let said: string[]
let seat: Seat
let admin: Person
let home: GivenHome
let resident: string
beforeEach(async () => {
  gateway = await startGateway()
  said = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void said.push(line) })
  house = await startHouse({ config: gateway.settings, logger })
  seat = await house.given.seat()
  admin = await house.given.admin()
  home = await house.given.home({
    ...{ address: OPEN.address, doorNote: HIDDEN.doorNote },
    residents: [{ name: formerName, sex: 'female', bornOn: null, livesAlone: true, flags: [HIDDEN.flag] }],
    contacts: [{ name: OPEN.contact, relation: '女儿', phone: HIDDEN.contactPhone, note: HIDDEN.contactNote }],
  })
  resident = home.card.residents[0]?.id ?? ''
})
afterEach(async () => {
  await house.stop()
  await gateway.stop()
})

const change = (version: number, fields: object) =>
  admin.try(residentRoutes.change, { params: { id: resident }, body: { version, fields } })

/** A call from its press past the ladder's telephones to a note and a reopening. */
async function handleCall(): Promise<void> {
  await home.press('sos')
  await house.advance({ seconds: 130 })
  const call = await onlyCall(seat.person)
  const params = { id: call.id }
  await claim(seat.person, call)
  await seat.person.call(callRoutes.note, { params, body: { id: 'note-1', text: HIDDEN.note } })
  await seat.person.call(callRoutes.contactAttempt, {
    params,
    body: { contactId: null, channel: 'device', outcome: 'reached' },
  })
  const outcome = { cause: 'accidental', result: 'reassured', seenBy: 'spoke', concerns: null } as const
  await seat.person.call(callRoutes.close, { params, body: { outcome } })
  await seat.person.call(callRoutes.reopen, { params, body: { reason: HIDDEN.reason } })
}

/** Requests of every kind that go wrong, each with something personal in it. */
async function goWrong(): Promise<Answer<unknown>[]> {
  const card = { name: OPEN.name, sex: HIDDEN.illness, bornOn: null, livesAlone: true, flags: [HIDDEN.medication] }
  const params = { id: resident }
  const asked = [
    await change(0, { illness: HIDDEN.illness }),
    await change(2, { idNumber: `${HIDDEN.idNumber}9` }),
    await change(2, { phones: [HIDDEN.guardian], hearing: HIDDEN.doctor }),
    await change(2, { [HIDDEN.clinic]: HIDDEN.clinic }),
    (await request(house.app.url, admin.cookie, residentRoutes.add, { params, body: card as never })).answer,
    (await request(house.app.url, '', sessionRoutes.open, { body: { user: OPEN.name, password: HIDDEN.phone } }))
      .answer,
    await admin.try(registryRoutes.showHome, { params: { id: HIDDEN.phone } }),
    await seat.person.try(residentRoutes.show, { params }),
  ]
  expect(asked.filter(({ problem }) => problem === null)).toEqual([])
  return asked
}

const foundIn = (texts: readonly string[]): string[] => ALL.filter((one) => texts.some((text) => text.includes(one)))

test('what is private stands nowhere in the store, whatever has happened to it', async () => {
  await fillCanaries(house, home, resident)
  await handleCall()
  await goWrong()
  await house.settled()
  expect(await foundInStore(house.place, Object.values(HIDDEN))).toEqual([])
  // Control: the same search in the same store finds each word that is kept in the clear.
  expect(await foundInStore(house.place, Object.values(OPEN))).toEqual(Object.values(OPEN))
})

test('nothing personal is in the log, in refusals, in events, in metrics, and in what leaves for a telephone gateway', async () => {
  await fillCanaries(house, home, resident)
  await handleCall()
  const refusals = (await goWrong()).map(({ problem }) => JSON.stringify(problem))
  await admin.call(residentRoutes.reveal, { params: { id: resident }, body: { field: 'idNumber' } })
  const events = (await house.news()).map((event) => JSON.stringify(event))
  const metrics = await metricsOf(admin)
  expect([said, refusals, events, [metrics]].map(foundIn)).toEqual([[], [], [], []])
  // Control: what was searched is what was said.
  expect(said.some((line) => line.includes('Console listening'))).toBe(true)
  expect(refusals.some((refusal) => refusal.includes('"fault":"form"'))).toBe(true)
  expect(events.some((event) => event.includes('idNumber'))).toBe(true)
  expect(metrics).toContain('route="/api/residents/:id"')
  // A gateway is told whom to ring, and only in the message that is about ringing them.
  const rung = gateway.rung.map(({ body }) => JSON.stringify(body))
  expect(rung.length).toBeGreaterThan(2)
  expect(foundIn(rung)).toEqual([HIDDEN.contactPhone])
  expect(gateway.rung.filter(({ body }) => 'phone' in body).map(({ path }) => path)).toEqual(['/first-contact'])
})
