import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Finding } from '#contract/findings'
import type { Import, KeptRow, SaidIn, TableKind } from '#contract/imports'
import { importRoutes } from '#contract/routes'
import { Unusable } from '../problem.ts'
import { enterHouse, type HouseClient } from './client.ts'
import { type Progress, progressOn } from './progress.ts'

/** How often the house is asked how far it is. Milliseconds. */
const LOOK_MS = 200

/** What the shell is told: everything is well · there are bad rows. A verb that cannot go on ends with 1, as all do. */
export type ExitCode = 0 | 2

const KINDS: Readonly<Record<string, TableKind>> = {
  homes: 'homes',
  residents: 'homes',
  devices: 'devices',
  areas: 'areas',
}

interface Wish {
  readonly file: string
  /** The import to take back, instead of a file. */
  readonly undo: string | undefined
  readonly kind: TableKind
  readonly url: string
  readonly user: string
  readonly code: string | undefined
  readonly isToApply: boolean
  readonly leaveOutBadRows: boolean
  readonly language: SaidIn
}

/**
 * Brings a table file into the running house: reads and checks it there, says what was found, and with `--apply` takes
 * it in; with `--undo` it takes an import back, and says which rows were kept and why. The password stands on standard input, never among the words of a command, which other users can read.
 * @throws Unusable with one sentence
 */
export async function importVerb(args: string[], usage: string, defaultUrl: () => string): Promise<ExitCode> {
  const wish = read(args, usage, defaultUrl)
  const file = wish.undo === undefined ? contents(wish.file) : null
  const { user, code } = wish
  const password = readFileSync(0, 'utf8').trim()
  const house = await enterHouse(wish.url, { user, password, ...(code !== undefined && { code }) })
  try {
    return file === null ? await takeBack(house, wish) : await bringIn(house, wish, file)
  } finally {
    await house.close()
  }
}

async function bringIn(house: HouseClient, wish: Wish, file: Uint8Array<ArrayBuffer>): Promise<ExitCode> {
  const { id } = await house.call(importRoutes.start, { query: { kind: wish.kind }, body: file })
  const read = await watch(house, id, 'reading', progressOn(process.stderr, '读取', null), ({ rows }) => rows)
  for (const finding of await findingsOf(house, id, wish.language)) process.stdout.write(`${line(finding)}\n`)
  if (read.stage !== 'checked') throw new Unusable('文件没有读完，什么都没有导入。')
  process.stdout.write(`共 ${read.rows} 行：${read.badRows} 行有错，${read.warnings} 处提醒。\n`)
  const isLeftOut = read.badRows > 0 && !wish.leaveOutBadRows
  if (!wish.isToApply || isLeftOut) {
    await house.call(importRoutes.cancel, { params: { id } })
    process.stdout.write(`${isLeftOut ? '请先改正，或加 --leave-out-bad-rows 跳过有错的行。' : ''}什么都没有导入。\n`)
    return read.badRows > 0 ? 2 : 0
  }
  await house.call(importRoutes.apply, { params: { id }, body: { leaveOutBadRows: wish.leaveOutBadRows } })
  const progress = progressOn(process.stderr, '导入', read.rows)
  const done = await watch(house, id, 'applying', progress, ({ added, skipped }) => added + skipped)
  process.stdout.write(`导入 ${done.added} 行，跳过 ${done.skipped} 行。\n`)
  if (done.canUndo) process.stdout.write(`如果导错了，可以整批撤销：--undo ${id}\n`)
  return 0
}

async function takeBack(house: HouseClient, { undo: id = '', language }: Wish): Promise<ExitCode> {
  const { added } = await house.call(importRoutes.undo, { params: { id } })
  const undone = await watch(
    house,
    id,
    'undoing',
    progressOn(process.stderr, '撤销', added),
    (job) => job.undone + job.kept,
  )
  for (const { row, sentence } of await keptOf(house, id, language)) {
    process.stdout.write(`保留 第 ${row} 行：${sentence}\n`)
  }
  process.stdout.write(`撤销 ${undone.undone} 行，保留 ${undone.kept} 行。\n`)
  return undone.kept > 0 ? 2 : 0
}

/** Looks until the file has left this stage. */
async function watch(
  house: HouseClient,
  id: string,
  stage: Import['stage'],
  progress: Progress,
  count: (job: Import) => number,
): Promise<Import> {
  try {
    for (;;) {
      const job = await house.call(importRoutes.show, { params: { id } })
      progress.at(count(job))
      if (job.stage !== stage) return job
      await pause(LOOK_MS)
    }
  } finally {
    progress.end()
  }
}

function findingsOf(house: HouseClient, id: string, language: SaidIn): Promise<Finding[]> {
  return allOf((after) => house.call(importRoutes.findings, { params: { id }, query: { language, ...after } }))
}

function keptOf(house: HouseClient, id: string, language: SaidIn): Promise<KeptRow[]> {
  return allOf((after) => house.call(importRoutes.kept, { params: { id }, query: { language, ...after } }))
}

async function allOf<Item>(
  pageAfter: (after: { after?: number }) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const found: Item[] = []
  for (let after: { after?: number } = {}; ; ) {
    const { items, next } = await pageAfter(after)
    found.push(...items)
    if (next === null) return found
    after = { after: Number(next) }
  }
}

function line({ row, column, level, sentence }: Finding): string {
  const place = row === 0 ? '整个文件' : `第 ${row} 行${column === null ? '' : ` “${column}”`}`
  return `${level === 'error' ? '错误' : '提醒'} ${place}：${sentence}`
}

function read(args: string[], usage: string, defaultUrl: () => string): Wish {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      kind: { type: 'string', default: 'residents' },
      url: { type: 'string' },
      user: { type: 'string' },
      code: { type: 'string' },
      apply: { type: 'boolean', default: false },
      'leave-out-bad-rows': { type: 'boolean', default: false },
      undo: { type: 'string' },
      english: { type: 'boolean', default: false },
    },
  })
  const { undo } = values
  const [file = ''] = positionals
  const kind = Object.hasOwn(KINDS, values.kind) ? KINDS[values.kind] : undefined
  const isOneThing = positionals.length === (undo === undefined ? 1 : 0)
  if (!isOneThing || kind === undefined || !values.user) throw new Unusable(usage)
  return {
    ...{ file, undo, kind, user: values.user, code: values.code, url: values.url ?? defaultUrl() },
    ...{ isToApply: values.apply, leaveOutBadRows: values['leave-out-bad-rows'] },
    language: values.english ? 'en' : 'zh',
  }
}

function contents(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (fault) {
    throw new Unusable(`The file ${path} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}
