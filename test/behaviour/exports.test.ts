import { parse } from 'csv/sync'
import { readSheet } from 'read-excel-file/node'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileFormat, TableKind } from '#contract/imports'
import type { NewHome } from '#contract/registry'
import { exportRoutes, modelRoutes, registryRoutes } from '#contract/routes'
import { type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

/** What a table program would run, or a hasty guard would miss (OWASP CSV injection; ASVS 5.0 §1.2.10). */
const FORMULAS = [
  '=1+1',
  '=HYPERLINK("//x.invalid?"&A1)',
  "=cmd|'/C calc'!A0",
  '+1+1',
  '+86 138 0000 0000',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '  =1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '\u00a0=1+1',
  '＝1+1',
  '＋1',
  "'=1+1",
  '"=1+1',
  'a,"b"\r\n=c',
  '\u0000=1+1',
]

/** Whether a table program may take the text for a formula: it starts with one, whatever it skips before. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const isFormula = (text: string): boolean => /^[\s\u0000\ufeff\u200b-\u200f]*[=+\-@＝＋－＠]/.test(text)

let house: House
let admin: Person
beforeEach(async () => {
  house = await startHouse()
  admin = await house.given.admin()
})
afterEach(() => house.stop())

const ask = (kind: TableKind, format: FileFormat) =>
  admin.call(exportRoutes.registry, { params: { kind }, query: { format } }).then((bytes) => Buffer.from(bytes))

/** The cells of an exported file as a table program reads them. */
async function cellsOf(kind: TableKind, format: FileFormat): Promise<string[][]> {
  const file = await ask(kind, format)
  if (format === 'csv') return parse(file, { bom: true, relax_column_count: true }) as string[][]
  const rows = (await readSheet(file, { trim: false })) as unknown[][]
  return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))
}

async function homeWith(text: string): Promise<void> {
  const body: NewHome = {
    address: text,
    areaId: (await house.given.area('community', null, text)).id,
    doorNote: text,
    residents: [{ name: text, sex: 'female', bornOn: '1940-03-08', livesAlone: true, flags: ['heart'] }],
    contacts: ['1', '2', '3'].map((n) => ({ name: text, relation: text, phone: `+1000000000${n}`, note: text })),
  }
  await admin.call(registryRoutes.addHome, { body })
}

test.each(['csv', 'xlsx'] as const)('no cell of an exported %s opens as a formula', async (format) => {
  for (const text of FORMULAS) await homeWith(text)
  for (const name of FORMULAS) {
    const model = { name, maker: '', class: 'mains' as const, signals: [], hasSim: false, batteryMonths: null }
    await admin.call(modelRoutes.add, { body: model })
    await admin.call(registryRoutes.addDevice, { body: { model: name, class: 'mains', homeId: null } })
  }
  const cells = [...(await cellsOf('homes', format)), ...(await cellsOf('devices', format))].flat()
  expect(cells.filter(isFormula)).toEqual([])
  // Control: what was put in would have opened as one, and it is all there, behind its quote.
  expect(FORMULAS.filter(isFormula).length).toBeGreaterThan(10)
  expect(cells).toContain("'=1+1")
  expect(cells).toContain("'+10000000001")
})

test.each(['csv', 'xlsx'] as const)('an exported %s says who asked, and the log says it too', async (format) => {
  const { card, device } = await house.given.home()
  const [stamp, headings, row, ...more] = await cellsOf('homes', format)
  expect(stamp?.[0]).toBe('安铃导出：管理员（root），2026-11-22T02:00:00.000Z。含个人信息，只供工作使用，用完请删除。')
  const named = Object.fromEntries((headings ?? []).map((heading, place) => [heading, row?.[place]]))
  expect(named).toMatchObject({
    社区: '幸福社区',
    地址: card.address,
    姓名: '王秀兰',
    性别: '女',
    出生日期: '1940-03-08',
    独居: '是',
    健康状况: '心脏病',
    联系人1电话: '10000000001',
    设备编号: device.id,
  })
  expect(more).toEqual([])
  const told = (await house.news()).filter(({ type }) => type === 'registry.exported')
  expect(told).toMatchObject([{ actor: { id: admin.account.id }, data: { kind: 'homes', format, rows: 1 } }])
  expect(JSON.stringify(told)).not.toContain('王秀兰')
  const operator = await house.given.person('operator')
  expect(await operator.try(exportRoutes.registry, { params: { kind: 'homes' } })).toMatchObject({ status: 403 })
})

test('an exported CSV is UTF-8 that Excel sees as such, its lines end as RFC 4180 wants', async () => {
  await house.given.home()
  const file = await ask('homes', 'csv')
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(file.toString().split('\r\n')).toHaveLength(4)
  expect(file.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

test('devices are shown with the home they stand in', async () => {
  const { card, device } = await house.given.home()
  const stock = await house.given.stockDevice()
  const [, headings, ...rows] = await cellsOf('devices', 'csv')
  expect(headings?.slice(0, 6)).toEqual(['设备编号', '型号', '供电方式', '状态', '社区', '地址'])
  expect(rows.map((row) => row.slice(0, 6))).toEqual(
    [
      [device.id, 'AL-1', '插电', '已安装', '幸福社区', card.address],
      [stock.id, 'AL-1', '插电', '库存', '', ''],
    ].sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
})

test('templates explain each column in either language', async () => {
  for (const language of ['zh', 'en'] as const) {
    const query = { language, format: 'xlsx' } as const
    const file = Buffer.from(await admin.call(exportRoutes.template, { params: { kind: 'homes' }, query }))
    const [headings = [], ...rows] = (await readSheet(file)) as string[][]
    expect(headings.slice(0, 5)).toEqual(['社区', '地址', '门口提示', '姓名', '性别'])
    expect(rows).toEqual([])
    const [titles, ...lines] = (await readSheet(file, 2)) as string[][]
    expect(titles?.[0]).toBe(language === 'zh' ? '列名' : 'Column')
    expect(lines.map(([heading]) => heading)).toEqual(headings)
  }
})
