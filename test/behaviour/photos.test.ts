import { afterEach, beforeEach, expect, test } from 'vitest'
import { photoRoutes, registryRoutes, residentRoutes } from '#contract/routes'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'
import { fetchPhoto, picture, pngChunk, uploadPhoto } from '../support/photo.ts'
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
  ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9]), 'image/jpeg'],
  ['a WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 \x04\0\0\0face'), 'image/webp'],
])('%s is known by its bytes, whatever it is said to be', async (_what, bytes, type) => {
  expect((await uploadPhoto(admin, id, bytes, 'image/png')).status).toBe(201)
  expect((await fetchPhoto(admin, id)).headers.get('content-type')).toBe(type)
})

test.each([
  ['a page', Buffer.from('<html><script>alert(1)</script>')],
  ['a drawing that can hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['half a beginning', picture('').subarray(0, 5)],
  ['a picture that breaks off, and could not be cleaned', picture(MARK).subarray(0, -1)],
  ['a RIFF that is a sound', Buffer.from('RIFF\x01\x02\x03\x04WAVEfmt ')],
])('%s is no picture', async (_what, bytes) => {
  expect(await uploadPhoto(admin, id, bytes)).toEqual({ status: 422, code: 'photo_unreadable' })
  expect((await fetchPhoto(admin, id)).status).toBe(404)
})

test('a picture of 512 KiB comes in, a byte more does not', async () => {
  const largest = picture(Buffer.alloc(MOST - picture('').length, 1))
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

test('where a picture was taken is not kept: it is shown without, and stands without in the store', async () => {
  const dirty = Buffer.concat([
    picture('face').subarray(0, 8),
    pngChunk('eXIf', Buffer.from(MARK)),
    picture('face').subarray(8),
  ])
  expect((await uploadPhoto(admin, id, dirty)).status).toBe(201)
  expect((await fetchPhoto(admin, id)).bytes).toEqual(picture('face'))
})

test('a picture that is taken away is gone with those before it; that it was, and by whom, stays', async () => {
  const take = (who: Person) => who.try(photoRoutes.takeAway, { params: { id } })
  const full = () => admin.call(residentRoutes.show, { params: { id } })
  expect([(await full()).hasPhoto, (await take(admin)).status]).toEqual([false, 404])
  await uploadPhoto(admin, id, picture('first'))
  await uploadPhoto(admin, id, picture(MARK))
  expect((await full()).hasPhoto).toBe(true)
  expect((await take(await house.given.person('operator'))).status).toBe(403)
  expect((await take(admin)).status).toBe(204)
  expect([(await full()).hasPhoto, (await card()).residents[0]?.hasPhoto]).toEqual([false, false])
  expect([(await fetchPhoto(admin, id)).status, (await take(admin)).status]).toEqual([404, 404])
  const told = (await house.news()).filter(({ type }) => type === 'photo.taken_away')
  expect(told).toMatchObject([{ actor: { id: admin.account.id }, data: { resident: id } }])
  // Also of somebody who left: nothing keeps a face but a reason to.
  await uploadPhoto(admin, id, picture('again'))
  await admin.call(residentRoutes.leave, { params: { id }, body: { version: 0, why: 'moved' } })
  expect((await take(admin)).status).toBe(204)
})
