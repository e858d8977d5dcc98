import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { NewResident } from '#contract/registry'
import { maskedNumber, maskedPhone } from '../../server/registry/privacy/mask.ts'
import { disabilityCardFault, idNumberFault, tidyNumber } from '../../server/registry/residents/id-number.ts'
import { ageGroups, changeOf, masked, NOTHING_KNOWN } from '../../server/registry/residents/resident.ts'

/** The example printed in GB 11643-1999, annex A. */
const OFFICIAL = '11010519491231002X'

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
const number = fc
  .tuple(fc.integer({ min: 110_000, max: 659_000 }), day, fc.integer({ min: 0, max: 999 }))
  .map(([place, born, order]) => signed(`${place}${born.toISOString().slice(0, 10).replaceAll('-', '')}${pad(order)}`))

const pad = (order: number): string => String(order).padStart(3, '0')

/** The check sign by ISO 7064's own recursion, not by the table of weights. */
function signed(digits: string): string {
  let rest = 0
  for (const digit of digits) rest = ((rest + Number(digit)) * 2) % 11
  const check = (12 - rest) % 11
  return digits + (check === 10 ? 'X' : String(check))
}

describe('the number of a citizen', () => {
  it('is right with its check sign, and wrong with any other', () => {
    expect(idNumberFault(OFFICIAL)).toBeNull()
    fc.assert(
      fc.property(number, fc.constantFrom(...'0123456789X'), (right, sign) => {
        expect(idNumberFault(right)).toBeNull()
        const other = right.slice(0, 17) + sign
        expect(idNumberFault(other)).toBe(other === right ? null : 'check_sign')
      }),
    )
  })

  it('betrays any one digit that was mistyped and any two neighbours that changed places', () => {
    fc.assert(
      fc.property(number, fc.nat(16), fc.nat(9), (right, at, digit) => {
        const mistyped = right.slice(0, at) + digit + right.slice(at + 1)
        const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2)
        for (const wrong of [mistyped, swapped]) expect(idNumberFault(wrong) === null).toBe(wrong === right)
      }),
    )
  })

  it.each([
    ['11010519490231002X', 'birthday'],
    ['110105194912310', 'form'],
    ['11010519491231002x', 'form'],
    ['', 'form'],
  ])('%s: %s', (wrong, fault) => expect(idNumberFault(wrong)).toBe(fault))

  it('is taken as people type it', () => expect(tidyNumber(' 110105 19491231-002x ')).toBe(OFFICIAL))

  it('stands in that of a disability card, with kind and grade', () => {
    expect(disabilityCardFault(`${OFFICIAL}43`)).toBeNull()
    expect(disabilityCardFault(`${OFFICIAL}85`)).toBe('form')
    expect(disabilityCardFault(`${OFFICIAL.replace('X', '1')}43`)).toBe('check_sign')
  })
})

test.each([
  ['138 0000-0001', '138****0001'],
  ['10000000001', '100****0001'],
  ['12345', '***45'],
  ['1', '1'],
])('the phone %s is shown as %s', (phone, shown) => expect(maskedPhone(phone)).toBe(shown))

test('a masked number keeps its last four signs and its length', () => {
  fc.assert(
    fc.property(number, (right) => {
      expect(maskedNumber(right)).toBe(`${'*'.repeat(14)}${right.slice(-4)}`)
    }),
  )
})

test.each([
  [null, []],
  [74, []],
  [75, ['75+']],
  [80, ['75+', '80+']],
])('at %s years the age groups are %s', (age, groups) => expect(ageGroups(age)).toEqual(groups))

const card: NewResident = { name: '王秀兰', sex: 'female', bornOn: '1940-03-08', livesAlone: true, flags: ['heart'] }
const known = { ...card, ...NOTHING_KNOWN, phones: ['13800000001'], idNumber: OFFICIAL }

test('a change names exactly the fields that differ, and keeps what stood there', () => {
  const { after, fields, before } = changeOf(known, { name: '王秀兰', dialect: '四川话', phones: [] })
  expect({ fields, before }).toEqual({
    fields: ['phones', 'dialect'],
    before: { phones: ['13800000001'], dialect: '' },
  })
  expect(after).toMatchObject({ phones: [], dialect: '四川话', idNumber: OFFICIAL, flags: ['heart'] })
  expect(changeOf(known, {}).fields).toEqual([])
})

test('names take one form of Unicode; dots of far-off names and rare characters stay', () => {
  expect(changeOf(known, { name: 'e\u0301' }).after.name).toBe('\u00e9')
  for (const name of ['阿依古丽·买买提', '㐆𠀀𬎆']) expect(changeOf(known, { name }).after.name).toBe(name)
})

test('nothing that is masked shows in full', () => {
  const guardian = { name: '李红', relation: '女儿', phone: '13800000002' }
  const shown = JSON.stringify(masked({ ...known, guardian, disabilityCard: `${OFFICIAL}43` }))
  for (const secret of ['13800000001', '13800000002', OFFICIAL]) expect(shown).not.toContain(secret)
})
