import { expect, test } from 'vitest'
import writeXlsx, { type SheetData } from 'write-excel-file/node'
import type { Cell } from '#contract/findings'
import { openTable } from '../../server/sheets/open.ts'
import { readTable, type TableChunk, writeTable } from '../../server/sheets/sheets.ts'
import type { UnreadableTable } from '../../server/sheets/table.ts'

async function read(bytes: Uint8Array) {
  const { rows, convertedFrom } = await openTable(bytes)
  const read = [...rows]
  return { rows: read.map(({ cells }) => cells), numbers: read.map(({ row }) => row), convertedFrom }
}

const refusal = (bytes: Uint8Array) => read(bytes).catch((fault: unknown) => (fault as UnreadableTable).code)
const xlsx = (data: SheetData) => writeXlsx(data).toBuffer()
const TABLE: Cell[][] = [
  ['姓名', '地址'],
  ['王秀兰', '幸福里1号楼'],
]

test.each([',', ';', '\t'])('text separated by %j is read, with or without the mark of UTF-8', async (mark) => {
  const text = TABLE.map((row) => row.join(mark)).join('\r\n')
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`)]) {
    expect(await read(bytes)).toMatchObject({ rows: TABLE, convertedFrom: null })
  }
})

test('text of a Chinese Windows and of Excel’s “Unicode text” is converted, and said to be', async () => {
  // 姓名,地址 in GB 18030.
  const gb = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xd8, 0xd6, 0xb7])
  expect(await read(gb)).toMatchObject({ rows: [['姓名', '地址']], convertedFrom: 'GB18030' })
  const utf16 = Buffer.from('\ufeff姓名\t地址', 'utf16le')
  expect(await read(utf16)).toMatchObject({ rows: [['姓名', '地址']], convertedFrom: 'UTF-16LE' })
})

test('quotes, line breaks and empty lines stay where they are', async () => {
  const text = '姓名,门口提示\n"王,""秀""兰","第一行\n第二行"\n\n="0012",x'
  const { rows, numbers } = await read(Buffer.from(text))
  expect(rows).toEqual([['姓名', '门口提示'], ['王,"秀"兰', '第一行\n第二行'], [null], ['0012', 'x']])
  expect(numbers).toEqual([1, 2, 3, 4])
})

test('a workbook keeps apart what only looks like text', async () => {
  const damaged = 110101194003080000
  const file = await xlsx([
    ['姓名', '生日', '身份证号', '电话', '独居'],
    ['王', { value: new Date('1940-03-08'), type: Date, format: 'yyyy-mm-dd' }, damaged, 13800000000, true],
    ['#N/A', { value: '=1+1', type: 'Formula' }, { value: 'a', rowSpan: 2 }, null, null],
    ['李', null, null, '013800', null],
  ])
  const { rows } = await read(file)
  expect(rows[1]?.slice(0, 2)).toEqual(['王', { is: 'date', text: '1940-03-08' }])
  expect(rows[1]?.[2]).toMatchObject({ is: 'number' })
  expect(rows[1]?.slice(3)).toEqual([{ is: 'number', text: '13800000000' }, 'TRUE'])
  expect(rows[2]?.slice(0, 3)).toEqual([{ is: 'error', text: '#N/A' }, { is: 'formula', text: '' }, 'a'])
  expect(rows[3]?.slice(0, 4)).toEqual(['李', null, { is: 'merged', text: '' }, '013800'])
})

test('a thread hands over the rows in chunks, and reads again what another wrote', async () => {
  const rows = Array.from({ length: 450 }, (_, n) => [`王${n}`, `+86 ${n}`, '2026-01-01'])
  async function* parts() {
    yield { sheet: 0, rows }
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await writeTable(format, [{ name: '表', widths: [10], headingAt: 0 }], parts())
    const chunks: TableChunk[] = []
    for await (const chunk of readTable(file, 200)) chunks.push(chunk)
    expect(chunks.map((chunk) => chunk.rows.length)).toEqual([200, 200, 50])
    expect(chunks.flatMap((chunk) => chunk.rows.map(({ cells }) => cells))).toEqual(rows)
  }
})

test('what is no table is refused with its reason', async () => {
  expect(await refusal(Buffer.alloc(0))).toBe('file_empty')
  expect(await refusal(Buffer.from(' \n'))).toBe('file_empty')
  expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('file_is_old_xls')
  expect(await refusal(Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]))).toBe('file_unreadable')
  expect(await refusal((await xlsx([['a']])).subarray(0, 900))).toBe('file_unreadable')
  expect(await refusal(Buffer.from([0xff, 0x80, 0xff, 0xff, 0x30]))).toBe('encoding_unknown')
  expect(await refusal(Buffer.from('a,b\n'.repeat(100_001)))).toBe('file_too_large')
})
