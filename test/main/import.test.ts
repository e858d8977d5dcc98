import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { areaRoutes, exportRoutes, sessionRoutes } from '#contract/routes'
import { type Folder, newFolder } from '../support/folder.ts'
import { type Person, signIn } from '../support/person.ts'
import { endAll, runProgram } from '../support/program.ts'
import { csv } from '../support/table-file.ts'

const PASSWORD = 'a long enough word'
const HEADINGS = ['社区', '地址', '姓名', '性别', '出生日期']
const WANG = ['幸福社区', '幸福里1号', '王秀兰', '女', '1940-03-08']
const BAD = ['幸福社区', '幸福里2号', '赵四', '男', '1940-02-31']

let folder: Folder
beforeAll(() => {
  folder = newFolder()
})
afterEach(endAll)
afterAll(() => folder.remove())

/** A server of its own with an administrator and a community. */
async function aHouse(): Promise<Person> {
  const env = {
    ANLING_DATA: join(folder.path, 'house'),
    ANLING_HTTP_PORT: '0',
    ANLING_MQTT_PORT: '0',
    ANLING_LOG_LEVEL: 'error',
  }
  const words = ['user', '--user', 'boss', '--name', '管理员', '--role', 'admin']
  expect((await runProgram(words, { env, input: PASSWORD }).ended()).how).toBe(0)
  const url = /http:\/\/[\d.:]+/.exec(await runProgram(['start'], { env }).firstLine())?.[0] ?? ''
  const boss = await signIn(url, 'boss', PASSWORD)
  await boss.call(areaRoutes.add, { body: { code: 'c-1', name: '幸福社区', level: 'community', parentId: null } })
  return boss
}

function file(name: string, rows: readonly (readonly string[])[]): string {
  const path = join(folder.path, name)
  writeFileSync(path, csv([HEADINGS, ...rows]))
  return path
}

const shell = (url: string, words: readonly string[], input = PASSWORD) =>
  runProgram(['import', ...words, '--user', 'boss', '--url', url], { input }).ended()
const bring = (url: string, words: readonly string[], input = PASSWORD) =>
  shell(url, [...words, '--kind', 'residents'], input)

test('a table comes into a running house from the shell: looked at first, taken in when that is said', {
  timeout: 240_000,
}, async () => {
  const boss = await aHouse()
  const rowsOf = async (): Promise<number> => {
    const table = await boss.call(exportRoutes.registry, { params: { kind: 'homes' }, query: { format: 'csv' } })
    return Buffer.from(table).toString().trim().split('\n').length - 2
  }
  const [good, mixed] = [file('good.csv', [WANG]), file('mixed.csv', [WANG, BAD])]

  const looked = await bring(boss.url, [mixed])
  expect(looked.how).toBe(2)
  expect(looked.out).toBe(
    '错误 第 3 行 “出生日期”：日历上没有“1940-02-31”这一天。请核对月和日。\n' +
      '共 2 行：1 行有错，0 处提醒。\n请先改正，或加 --leave-out-bad-rows 跳过有错的行。什么都没有导入。\n',
  )
  expect((await bring(boss.url, [mixed, '--apply'])).how).toBe(2)
  expect((await bring(boss.url, [good])).how).toBe(0)
  expect(await rowsOf()).toBe(0)

  const taken = await bring(boss.url, [mixed, '--apply', '--leave-out-bad-rows'])
  const [counts, hint = ''] = taken.out.trim().split('\n').slice(-2)
  expect([taken.how, counts]).toEqual([0, '导入 1 行，跳过 1 行。'])
  // Not a terminal: lines instead of a bar.
  expect(taken.err).toBe('读取 2 行\n导入 2/2 行\n')
  expect(await rowsOf()).toBe(1)

  // The same import taken back, by the words that it ended with.
  const undo = /--undo [\w-]+$/.exec(hint)?.[0].split(' ') ?? []
  const back = await shell(boss.url, undo)
  expect([back.how, back.out, back.err]).toEqual([0, '撤销 1 行，保留 0 行。\n', '撤销 1/1 行\n'])
  expect((await shell(boss.url, undo)).err).toMatch(/\(import_undone\)\n$/)
  expect((await bring(boss.url, [good, '--apply'])).how).toBe(0)

  // Whoever stands in the registry already is named.
  const english = await bring(boss.url, [good, '--english'])
  expect([english.how, english.out.split('\n')[0]]).toEqual([2, expect.stringMatching(/nobody is added twice/)])
  const wrong = await bring(boss.url, [good], 'another word entirely')
  expect([wrong.how, wrong.out]).toEqual([1, ''])
  expect(wrong.err).toMatch(/\(\w+\)\n$/)
  expect((await bring('http://127.0.0.1:1', [good])).err).toBe(
    'No house answers at http://127.0.0.1:1; is the server running there?\n',
  )
  // Each signed out: no session is left but the test's own.
  expect((await boss.call(sessionRoutes.list)).items).toHaveLength(1)
})
