import { expect, test } from 'vitest'
import { OF_HOME, OF_RESIDENT } from '../../server/registry/privacy/blanking-store.ts'
import { keptOf } from '../../server/registry/privacy/erasure.ts'
import { exportWords } from '../../web/console/office/privacy/export-words.ts'
import { isBlank, isInternal } from '../../web/console/office/privacy/exported.ts'
import { catalogues } from '../../web/shared/i18n/catalogues.ts'
import { officeCatalogues } from '../../web/shared/i18n/office/office-catalogues.ts'

const zh = (table: string) => exportWords(table, catalogues['zh-CN'], officeCatalogues['zh-CN'])

test('every table that an erasure blanks or keeps has a name in both languages', () => {
  const tables = [...OF_RESIDENT, ...OF_HOME, ...keptOf(false)].map(({ table }) => table)
  expect(tables.length).toBeGreaterThan(20)
  for (const { table: words } of Object.values(officeCatalogues)) {
    expect(tables.filter((table) => !(table in words))).toEqual([])
  }
})

test('codes, dates, lists and what lies within are said in words', () => {
  const { said, nameOf } = zh('residents')
  expect(nameOf('idNumber')).toBe('身份证号')
  expect(said('sex', 'female')).toBe('女')
  expect(said('livesAlone', true)).toBe('是')
  expect(said('flags', ['hard_of_hearing'])).not.toContain('_')
  expect(said('categories', [{ kind: 'disabled', fromOn: '2024-01-01', untilOn: null }])).toBe(
    '类别 残疾；开始 2024-01-01',
  )
  expect(said('guardian', { name: '李娜', relation: '女儿', phone: '' })).toBe('姓名 李娜；关系 女儿')
  expect(zh('resident_changes').said('fields', ['idNumber', 'phones'])).toBe('身份证号、电话')
  expect(zh('events').said('type', 'call.claimed')).toBe('接警')
  // What no catalogue knows stands as it was kept, rather than not at all.
  expect(said('sex', 'another')).toBe('another')
})

test('ids and what is empty are not printed, words that look like ids are', () => {
  expect(['id', 'homeId', 'recordedBy', 'uid', 'seq'].filter((name) => !isInternal(name))).toEqual([])
  expect(['by', 'givenBy', 'seenBy', 'name', 'idNumber', 'carrier'].filter(isInternal)).toEqual([])
  expect([null, '', [], {}, { phone: '', hours: [] }].every(isBlank)).toBe(true)
  expect([0, false, 'x', [''].concat('x'), { phone: '1' }].some(isBlank)).toBe(false)
})
