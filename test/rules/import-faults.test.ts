import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type Cell, FINDINGS, type FindingCode } from '#contract/findings'
import { DEVICE_COLUMNS, HOME_COLUMNS } from '../../server/registry/imports/columns.ts'
import { dateOf } from '../../server/registry/imports/dates.ts'
import { readDeviceRow } from '../../server/registry/imports/device-row.ts'
import { findHeader } from '../../server/registry/imports/header.ts'
import { readHomeRow } from '../../server/registry/imports/home-row.ts'
import type { Placed } from '../../server/registry/imports/placed.ts'
import { devicesTwice, homesTwice } from '../../server/registry/imports/twice.ts'
import { FINDING_SENTENCES_EN, FINDING_SENTENCES_ZH, findingSentence } from '../../server/words/findings.ts'
import { BAD_HOMES, GOOD, type HomeCells, idOf, woman } from '../support/bad-rows.ts'

const TODAY = '2026-11-22'
type DeviceCells = Partial<Record<keyof typeof DEVICE_COLUMNS, Cell>>

const GOOD_DEVICE: DeviceCells = { id: 'AL1-1', model: 'AL-1', class: '插电' }

const inOrder = (columns: object) => new Map(Object.keys(columns).map((key, place) => [key, place]))
const cellsOf = (columns: object, cells: Record<string, Cell | undefined>) =>
  Object.keys(columns).map((key) => cells[key] ?? null)

const home = (cells: HomeCells) =>
  readHomeRow(inOrder(HOME_COLUMNS), { row: 2, cells: cellsOf(HOME_COLUMNS, { ...GOOD, ...cells }) }, TODAY)
const device = (cells: DeviceCells) =>
  readDeviceRow(
    inOrder(DEVICE_COLUMNS),
    { row: 2, cells: cellsOf(DEVICE_COLUMNS, { ...GOOD_DEVICE, ...cells }) },
    TODAY,
  )

const BAD_DEVICES: ReadonlyArray<readonly [what: string, cells: DeviceCells, code: FindingCode, column: string]> = [
  ['no number', { id: null }, 'device_id_missing', '设备编号'],
  ['a hash in the number', { id: 'AL#1' }, 'device_id_malformed', '设备编号'],
  ['no model', { model: null }, 'model_missing', '型号'],
  ['no power supply', { class: null }, 'class_missing', '供电方式'],
  ['wind power', { class: '风力' }, 'class_unknown', '供电方式'],
]

/** What is found in the headings. */
const BAD_HEADINGS: ReadonlyArray<readonly [what: string, headings: readonly string[], code: FindingCode]> = [
  ['a heading missing', ['社区', '姓名', '性别'], 'header_missing'],
  ['a heading twice', ['社区', '地址', '姓名', '老人姓名'], 'header_twice'],
  ['an unknown heading', ['社区', '地址', '姓名', '属相'], 'column_unknown'],
]

test.each(BAD_HOMES)('in a row of homes: %s', (_what, cells, code, column) => {
  const { draft, found } = home(cells)
  expect(found).toMatchObject([{ row: 2, column, code }])
  expect(draft === null).toBe(FINDINGS[code] === 'error')
})

test.each(BAD_DEVICES)('in a row of devices: %s', (_what, cells, code, column) => {
  const { draft, found } = device(cells)
  expect(found).toMatchObject([{ row: 2, column, code }])
  expect(draft).toBeNull()
})

test.each(BAD_HEADINGS)('in the headings: %s', (_what, headings, code) => {
  expect(findHeader([headings], HOME_COLUMNS)?.found).toMatchObject([{ row: 1, code }])
})

test('twice in one file: the same row, the same person, the same device', () => {
  const drafts = (...rows: HomeCells[]) => rows.map((cells) => home(cells).draft).filter((draft) => draft !== null)
  const found = (...rows: HomeCells[]): Placed[] => {
    const twice = homesTwice()
    return drafts(...rows).flatMap((draft, n) => twice({ ...draft, row: n + 2 }))
  }
  expect(found({}, {})).toMatchObject([{ row: 3, code: 'row_twice', blanks: { first: '2' } }])
  expect(found({}, { doorNote: '请按铃' })).toMatchObject([{ row: 3, column: '姓名', code: 'resident_twice' }])
  expect(found({ device: 'A1' }, { name: '李强', device: 'A1' })).toMatchObject([
    { column: '设备编号', code: 'device_twice' },
  ])
  const other = { name: '王秀芝', address: '幸福里2号楼', idNumber: woman }
  expect(found({ idNumber: woman }, other)).toMatchObject([
    { row: 3, column: '身份证号', code: 'id_twice', blanks: { first: '2' } },
  ])
  expect(found({}, { name: '李强' }, { address: '幸福里2号楼' })).toEqual([])
  const twice = devicesTwice()
  const { draft } = device({})
  expect(draft && [...twice(draft), ...twice({ ...draft, row: 3 })]).toMatchObject([{ row: 3, code: 'device_twice' }])
})

test('control: good rows are found good, and say what was meant', () => {
  const { draft, found } = home({ idNumber: woman, sex: null, bornOn: null })
  expect(found).toEqual([])
  expect(draft).toEqual({
    row: 2,
    home: { community: '幸福社区', address: '幸福里1号楼1单元101', doorNote: '' },
    resident: {
      name: '王秀兰',
      sex: 'female',
      bornOn: '1940-03-08',
      livesAlone: true,
      flags: ['heart', 'hard_of_hearing'],
    },
    idNumber: woman,
    contacts: [{ name: '李红', relation: '女儿', phone: '10000000001', note: '' }],
    deviceId: null,
  })
  expect(device({ class: 'MAINS' })).toMatchObject({ found: [], draft: { device: { class: 'mains' } } })
  const kinds = [...BAD_HOMES, ...BAD_DEVICES].map(([, , code]) => code).concat(BAD_HEADINGS.map(([, , code]) => code))
  console.log(`bad rows: ${BAD_HOMES.length + BAD_DEVICES.length + BAD_HEADINGS.length}, kinds: ${new Set(kinds).size}`)
  expect(new Set(kinds).size).toBeGreaterThanOrEqual(30)
})

test('headings are found below titles, in any order, by any of their names', () => {
  const header = findHeader(
    [['幸福街道老人名册'], [], ['* 姓名', '家庭住址：', '所属社区', '身份证号码']],
    HOME_COLUMNS,
  )
  expect(header).toMatchObject({ row: 3, found: [] })
  expect([...(header?.places ?? [])]).toEqual([
    ['name', 0],
    ['address', 1],
    ['community', 2],
    ['idNumber', 3],
  ])
  expect(
    findHeader(
      [
        ['王秀兰', '女'],
        ['李强', '男'],
      ],
      HOME_COLUMNS,
    ),
  ).toBeNull()
})

describe('reading cells', () => {
  const dates = fc.date({ min: new Date('1907-01-01'), max: new Date('2026-11-21'), noInvalidDate: true })

  it('reads a day of birth however it is written', () => {
    fc.assert(
      fc.property(dates, (at) => {
        const iso = at.toISOString().slice(0, 10)
        const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]
        const serial = String(Math.floor(at.getTime() / 86_400_000) + 25_569)
        const forms = [iso, `${year}/${month}/${day}`, `${year}年${month}月${day}日`, iso.replaceAll('-', ''), serial]
        const read = forms.map((bornOn) => home({ bornOn }).draft?.resident.bornOn)
        // Five digits are Excel's number of a day only from 1927-05-18 on; before that, four are a year at most.
        expect(serial.length === 5 ? read : read.slice(0, 4)).toEqual(
          forms.slice(0, serial.length === 5 ? 5 : 4).map(() => iso),
        )
      }),
    )
  })

  it('takes an identity number for right only with its own check digit', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 999 }), fc.constantFrom(...'0123456789X'), (at, order, last) => {
        const iso = at.toISOString().slice(0, 10)
        const number = idOf(iso.replaceAll('-', ''), String(order).padStart(3, '0'))
        const typed = number.slice(0, 17) + last
        const { draft } = home({ idNumber: typed, sex: null, bornOn: null })
        expect(draft?.resident ?? null).toEqual(
          typed === number ? expect.objectContaining({ bornOn: iso, sex: order % 2 ? 'male' : 'female' }) : null,
        )
      }),
    )
  })

  it('knows exactly the days of the calendar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2100 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (y, m, d) => {
          const length = m >= 1 && m <= 12 ? new Date(Date.UTC(y, m, 0)).getUTCDate() : 0
          expect(dateOf(y, m, d) !== null).toBe(d >= 1 && d <= length)
        },
      ),
    )
  })

  it('never throws and never invents, whatever stands in a cell', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(HOME_COLUMNS)), fc.string({ unit: 'binary' }), (key, cell) => {
        const { draft, found } = home({ [key]: cell })
        expect(draft !== null || found.length > 0).toBe(true)
        for (const { code, blanks } of found) expect(findingSentence(code, blanks, 'zh')).not.toMatch(/\{\w+\}/)
      }),
      { numRuns: 500 },
    )
  })
})

test('every finding has a sentence in both languages, with the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  for (const code of Object.keys(FINDINGS) as FindingCode[]) {
    expect([code, ...blanks(FINDING_SENTENCES_EN[code])]).toEqual([code, ...blanks(FINDING_SENTENCES_ZH[code])])
  }
})
