import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FullResident, ResidentFields } from '#contract/residents'
import { registryRoutes, residentRoutes } from '#contract/routes'
import { onlyCall } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { tracesOf } from '../support/traces.ts'

/** The example of GB 11643-1999, and another that is right. */
const NUMBER = '11010519491231002X'
const OTHER = '440524188001010014'

let house: House
let admin: Person
let home: GivenHome
let id: string
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
  home = await house.given.home()
  id = home.card.residents[0]?.id ?? ''
})
afterEach(() => house.stop())

const show = (who = id): Promise<FullResident> => admin.call(residentRoutes.show, { params: { id: who } })
const change = (version: number, fields: ResidentFields, who = id) =>
  admin.try(residentRoutes.change, { params: { id: who }, body: { version, fields } })
const reveal = async (field: 'idNumber' | 'phones' | 'guardian') =>
  (await admin.call(residentRoutes.reveal, { params: { id }, body: { field } })).values
const leave = (version: number, why: 'died' | 'moved' | 'institution') =>
  admin.try(residentRoutes.leave, { params: { id }, body: { version, why } })
const history = async () => (await admin.call(residentRoutes.history, { params: { id } })).items
const types = async () => (await house.news()).map(({ type }) => type)

/** The n-th number of one birthday that is right: its check sign is that of ISO 7064 MOD 11-2. */
function numberOf(n: number): string {
  const body = `1101051949123${String(n + 1000)}`
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0)
  return body + '10X98765432'[sum % 11]
}

const EVERYTHING: ResidentFields = {
  idNumber: '110105 19491231 002x',
  phones: ['138 0000 0001'],
  categories: [{ kind: 'disabled', disability: 'hearing', level: 2, fromOn: '2020-01-01', untilOn: null }],
  risk: 'high',
  capability: { level: 2, assessedOn: '2026-01-15' },
  illness: 'MARK-illness',
  medication: 'MARK-medication',
  allergies: 'MARK-allergies',
  clinic: '社区卫生站',
  doctor: '陈医生',
  dialect: '四川话',
  hearing: 'weak',
  guardian: { name: '李红', relation: '女儿', phone: '13800000002' },
}

test('somebody of whom only the card is known can be known in full, and is found the same after a restart', async () => {
  expect(await show()).toMatchObject({ version: 0, name: '王秀兰', flags: ['heart'], phones: [], idNumber: null })
  expect((await change(0, EVERYTHING)).body).toMatchObject({ version: 1, ageGroups: ['75+', '80+'] })
  await house.restart()
  expect(await show()).toMatchObject({
    ...EVERYTHING,
    idNumber: '**************002X',
    phones: ['138****0001'],
    guardian: { name: '李红', relation: '女儿', phone: '138****0002' },
    version: 1,
  })
})

test('what is private stands nowhere in the files; what is counted by does', async () => {
  await change(0, EVERYTHING)
  await change(1, { illness: 'none', phones: [] })
  await house.end()
  const found = (words: string) => tracesOf(house.place.dataDir, words).length > 0
  const secrets = ['MARK-illness', 'MARK-medication', 'MARK-allergies', NUMBER, '13800000002', '陈医生']
  expect(secrets.filter(found)).toEqual([])
  // Control: the same search finds what is kept in the clear. PostgreSQL keeps its rows elsewhere.
  if (house.place.databaseUrl === null) expect(found('幸福里')).toBe(true)
})

test('masked fields are shown one by one; each time is an event that does not hold the value', async () => {
  await change(0, EVERYTHING)
  expect([await reveal('idNumber'), await reveal('phones'), await reveal('guardian')]).toEqual([
    [NUMBER],
    ['138 0000 0001'],
    ['13800000002'],
  ])
  const shown = (await house.news()).filter(({ type }) => type === 'resident.shown')
  expect(shown.map(({ data }) => data)).toEqual(
    ['idNumber', 'phones', 'guardian'].map((field) => ({ resident: id, field })),
  )
  expect(shown.every(({ actor, homeId }) => actor.id === admin.account.id && homeId === home.card.id)).toBe(true)
})

test('of two who change the same version one is told to look again, and nothing of theirs stands', async () => {
  const answers = await Promise.all([change(0, { dialect: '四川话' }), change(0, { dialect: '粤语' })])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const lost = answers.find(({ status }) => status === 409)
  expect(lost?.problem).toMatchObject({ code: 'stale_version', detail: { version: 1 } })
  expect(await show()).toMatchObject({ version: 1, dialect: answers[0]?.status === 200 ? '四川话' : '粤语' })
  expect((await history()).length).toBe(1)
})

test('the history says who changed which fields when; a change that changes nothing is none', async () => {
  await change(0, { dialect: '四川话', risk: 'low' })
  await house.advance({ seconds: 5 })
  await change(1, { name: '王秀蓝', dialect: '四川话' })
  await change(2, { name: '王秀蓝' })
  const by = { id: admin.account.id, name: '管理员' }
  expect(await history()).toMatchObject([
    { by, fields: ['name'] },
    { by, fields: ['risk', 'dialect'] },
  ])
  expect((await types()).filter((type) => type === 'resident.changed').length).toBe(2)
  expect((await admin.call(registryRoutes.showHome, { params: { id: home.card.id } })).residents[0]?.name).toBe(
    '王秀蓝',
  )
})

test.each([
  ['11010519491231003X', 'check_sign'],
  ['11010519490231002X', 'birthday'],
  ['1101051949', 'form'],
])('the number %s is refused by its %s', async (idNumber, fault) => {
  expect(await change(0, { idNumber })).toMatchObject({
    status: 422,
    problem: { code: 'id_number_wrong', detail: { field: 'idNumber', fault } },
  })
  expect((await show()).version).toBe(0)
})

test('nobody gets the number of another who lives here; of one who left it is free again', async () => {
  const second = await admin.call(residentRoutes.add, {
    params: { id: home.card.id },
    body: { name: '张建国', sex: 'male', bornOn: null, livesAlone: false, flags: [] },
  })
  await change(0, { idNumber: NUMBER })
  expect(await change(1, { idNumber: NUMBER }, second.id)).toMatchObject({
    status: 409,
    problem: { code: 'id_number_taken', detail: { resident: id } },
  })
  expect((await change(1, { idNumber: OTHER }, second.id)).status).toBe(200)
  await leave(1, 'moved')
  expect((await change(2, { idNumber: NUMBER }, second.id)).status).toBe(200)
})

test('of twenty who are given one number at the same instant, one gets it', async () => {
  const others = await Promise.all(
    Array.from({ length: 19 }, () =>
      admin.call(residentRoutes.add, {
        params: { id: home.card.id },
        body: { name: '张建国', sex: 'male', bornOn: null, livesAlone: false, flags: [] },
      }),
    ),
  )
  // Control: of twenty numbers, each its own, nobody is refused.
  const own = [id, ...others.map((one) => one.id)]
  const apart = await Promise.all(own.map((who, n) => change(n === 0 ? 0 : 1, { idNumber: numberOf(n) }, who)))
  expect(apart.map(({ status }) => status)).toEqual(own.map(() => 200))
  const answers = await Promise.all(own.map((who, n) => change(n === 0 ? 1 : 2, { idNumber: NUMBER }, who)))
  expect(answers.filter(({ status }) => status === 200).length).toBe(1)
  expect(answers.filter(({ problem }) => problem?.code === 'id_number_taken').length).toBe(19)
  const winner = own[answers.findIndex(({ status }) => status === 200)]
  expect(answers.flatMap(({ problem }) => (problem ? [problem.detail?.resident] : []))).toEqual(Array(19).fill(winner))
})

test('whoever left is off the card and the queue, and stays in the registry unchanged', async () => {
  const second = await admin.call(residentRoutes.add, {
    params: { id: home.card.id },
    body: { name: '张建国', sex: 'male', bornOn: '1938-01-01', livesAlone: false, flags: [] },
  })
  const operator = (await house.given.seat()).person
  expect((await leave(0, 'died')).body).toMatchObject({ left: { why: 'died' } })
  expect(await leave(0, 'died')).toMatchObject({ status: 409, problem: { code: 'resident_left' } })
  expect(await change(0, { dialect: 'x' })).toMatchObject({ status: 409, problem: { code: 'resident_left' } })
  await home.press('sos')
  await house.settled()
  expect((await onlyCall(operator)).home?.residents.map(({ name }) => name)).toEqual(['张建国'])
  const card = await admin.call(registryRoutes.showHome, { params: { id: home.card.id } })
  expect(card.residents.map(({ id: who }) => who)).toEqual([second.id])
  expect((await house.news()).find(({ type }) => type === 'resident.left')?.data).toEqual({ resident: id, why: 'died' })
})

test('there is nobody at an address of nobody', async () => {
  for (const route of [residentRoutes.show, residentRoutes.history]) {
    expect(await admin.try(route, { params: { id: 'nobody' } })).toMatchObject({ status: 404 })
  }
  expect(await change(0, {}, 'nobody')).toMatchObject({ status: 404 })
})
