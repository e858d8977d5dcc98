import { afterEach, beforeEach, expect, test } from 'vitest'
import { registryRoutes, residentRoutes } from '#contract/routes'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { fetchPhoto, picture, uploadPhoto } from '../support/photo.ts'
import { foundInStore } from '../support/traces.ts'

const MOST = 512 * 1024
const MARK = 'MARK-in-the-picture'

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

const card = () => admin.call(registryRoutes.showHome, { params: { id: home.card.id } })

test('a picture is shown just as it came, the newest one, and the card says that there is one', async () => {
  expect([home.card.residents[0]?.hasPhoto, (await fetchPhoto(admin, id)).status]).toEqual([false, 404])
  await uploadPhoto(admin, id, picture('first'))
  expect((await uploadPhoto(admin, id, picture(MARK))).status).toBe(201)
  await house.restart()
  const { status, headers, bytes } = await fetchPhoto(admin, id)
  expect([status, bytes]).toEqual([200, picture(MARK)])
  expect([headers.get('content-type'), headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
    ...['image/png', 'no-store', 'nosniff'],
  ])
  expect((await card()).residents[0]?.hasPhoto).toBe(true)
})

test.each([
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), 'image/jpeg'],
  ['a WebP', Buffer.from('RIFF\x01\x02\x03\x04WEBPVP8 '), 'image/webp'],
])('%s is known by its bytes, whatever it is said to be', async (_what, bytes, type) => {
  expect((await uploadPhoto(admin, id, bytes, 'image/png')).status).toBe(201)
  expect((await fetchPhoto(admin, id)).headers.get('content-type')).toBe(type)
})

test.each([
  ['a page', Buffer.from('<html><script>alert(1)</script>')],
  ['a drawing that can hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['half a beginning', picture('').subarray(0, 5)],
  ['a RIFF that is a sound', Buffer.from('RIFF\x01\x02\x03\x04WAVEfmt ')],
])('%s is no picture', async (_what, bytes) => {
  expect(await uploadPhoto(admin, id, bytes)).toEqual({ status: 422, code: 'photo_unreadable' })
  expect((await fetchPhoto(admin, id)).status).toBe(404)
})

test('a picture of 512 KiB comes in, a byte more does not', async () => {
  const largest = Buffer.concat([picture(''), Buffer.alloc(MOST - 8, 1)])
  expect((await uploadPhoto(admin, id, largest)).status).toBe(201)
  const tooLarge = Buffer.concat([largest, Buffer.alloc(1)])
  expect(await uploadPhoto(admin, id, tooLarge)).toEqual({ status: 413, code: 'body_too_large' })
})

test('whoever sees the card sees the picture, in their areas; each time is an event', async () => {
  await uploadPhoto(admin, id, picture(MARK))
  const [seat, courier] = [await house.given.seat(), await house.given.person('courier')]
  const elsewhere = await house.given.area('community', null)
  const stranger = await house.given.person('operator', '周平', { areaId: elsewhere.id })
  const seen = [seat.person, courier, stranger].map(async (who) => (await fetchPhoto(who, id)).status)
  expect(await Promise.all(seen)).toEqual([200, 403, 404])
  expect((await uploadPhoto(seat.person, id, picture('x'))).status).toBe(403)
  const shown = (await house.news()).filter(({ type }) => type === 'resident.shown')
  expect(shown).toMatchObject([{ actor: { id: seat.person.account.id }, data: { resident: id, field: 'photo' } }])
})

test('a picture stands nowhere in the store as it came; nobody who left gets one', async () => {
  await uploadPhoto(admin, id, picture(MARK))
  const types = (await house.news()).map(({ type }) => type)
  expect(types.filter((type) => type === 'photo.taken_in').length).toBe(1)
  // PostgreSQL's rows are read as text, which spells bytes in hexadecimal digits.
  expect(await foundInStore(house.place, [MARK, Buffer.from(MARK).toString('hex')])).toEqual([])
  expect(await foundInStore(house.place, ['image/png'])).toEqual(['image/png'])
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  expect(await uploadPhoto(admin, id, picture(MARK))).toEqual({ status: 409, code: 'resident_left' })
  expect((await uploadPhoto(admin, 'nobody', picture(MARK))).status).toBe(404)
})
