/**
 * A large file of residents comes in while people press. A real server reads it and takes it in; half-way it is killed
 * and started again, and goes on by itself: nobody stands in the registry twice, every bad row is named, presses hardly
 * wait, and none is lost.
 *
 *   ANLING_IMPORT_ROWS=50000 npx vitest run --project crash test/crash/import.test.ts     a whole district (2,000)
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import type { Import } from '#contract/imports'
import { areaRoutes, importRoutes } from '#contract/routes'
import { newFolder } from '../support/folder.ts'
import { type Person, signIn } from '../support/person.ts'
import { findings as foundIn, upload } from '../support/table-file.ts'
import { audit, eventsOf } from './audit.ts'
import type { Findings } from './findings.ts'
import { importFile, type Named } from './import-file.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { percentile, pressAtPace } from './pace.ts'
import { type Patch, type ProductCopy, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, type ServerProcess, startServer } from './server-process.ts'
import { settled } from './settled.ts'
import { ADMIN, seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'

const ROWS = Number(process.env.ANLING_IMPORT_ROWS ?? 2_000)
const UNITS = 10
const PRESS_EVERY_MS = 40
/** A process that has just started is slower. Milliseconds. */
const WARM_MS = 1_500
const QUIET_MS = 8_000
const LOOK_MS = 100
/** So much longer the slowest of a hundred may take where twice a few milliseconds is less than what the machine itself wavers by. */
const JITTER_MS = 15
/** The last presses before the kill may wait for the next process, and say nothing of the import. */
const CUT_OFF = 25
/** What reading and taking in may cost over a quiet server, whatever the file. Bytes. */
const MOST_GROWN = 400 * 2 ** 20

afterEach(killAll)

interface Outcome {
  readonly job: Import
  /** Different counts of rows that were seen on the way. */
  readonly steps: { readonly reading: number; readonly applying: number }
  readonly addedAtKill: number
  readonly named: readonly Named[]
  /** People of one name and birthday in one home, beyond the first; and identity numbers, the same. */
  readonly doubles: number
  readonly findings: Findings
  readonly ledger: Ledger
  readonly quietP99: number
  readonly busyP99: number
  /** Largest memory during the import over that of the quiet server. Bytes. */
  readonly grown: number
  readonly tookMs: { readonly reading: number; readonly applying: number }
}

/** The server of the moment, and what came of pressing and looking at it. */
interface Scene {
  readonly copy: ProductCopy
  readonly dataDir: string
  readonly units: readonly Unit[]
  readonly admin: Person
  server: ServerProcess
  rss: number
}

async function importUnderLoad(rows: number, patches: readonly Patch[] = []): Promise<Outcome> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  try {
    const ledger = newLedger()
    const units = (await seedTown(folder.path, UNITS)).map((one) => newUnit(one, ledger))
    const scene = await sceneOf(copy, folder.path, units)
    const quietP99 = await quiet(scene)
    const quietRss = scene.rss
    const file = importFile(rows)
    await scene.admin.call(areaRoutes.add, {
      body: { code: 'c-1', name: file.community, level: 'community', parentId: null },
    })

    const began = performance.now()
    const { body } = await upload(scene.admin, 'homes', file.bytes)
    const reading = await watch(scene, body.id, ({ stage }) => stage !== 'reading')
    const took = await reading.presses
    const read = performance.now()
    await scene.admin.call(importRoutes.apply, { params: { id: body.id }, body: { leaveOutBadRows: true } })
    const half = await watch(scene, body.id, ({ added, skipped }) => added + skipped >= rows / 3)
    const addedAtKill = await killedAndStarted(scene)
    const rest = await watch(scene, body.id, ({ stage }) => stage === 'done')
    const done = performance.now()
    const [before, after] = [(await half.presses).slice(0, -CUT_OFF), await rest.presses]
    took.push(...before, ...after)

    const named = (await foundIn(scene.admin, body.id)).map(({ row, column, code }) => ({ row, column, code }))
    await settled(folder.path)
    const events = await eventsOf(scene.server.url)
    for (const unit of units) unit.hangUp()
    await scene.server.stop()
    return {
      job: rest.job,
      steps: { reading: reading.steps, applying: half.steps + rest.steps },
      addedAtKill,
      named,
      doubles: doublesIn(folder.path),
      findings: audit(copy, folder.path, ledger, events),
      ledger,
      quietP99,
      busyP99: percentile(took, 99),
      grown: scene.rss - quietRss,
      tookMs: { reading: read - began, applying: done - read },
    }
  } finally {
    copy.remove()
    folder.remove()
  }
}

async function sceneOf(copy: ProductCopy, dataDir: string, units: readonly Unit[]): Promise<Scene> {
  const server = await startServer(copy, dataDir)
  const now = { url: server.url }
  const admin = await signIn(() => now.url, ADMIN.user, ADMIN.password)
  await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
  let standing = server
  return {
    ...{ copy, dataDir, units, admin, rss: 0 },
    get server() {
      return standing
    },
    set server(next) {
      standing = next
      now.url = next.url
    },
  }
}

/** Presses on a server that does nothing else. */
async function quiet(scene: Scene): Promise<number> {
  const warming = pressAtPace(scene.units, PRESS_EVERY_MS)
  await pause(WARM_MS)
  await warming.stop()
  const pace = pressAtPace(scene.units, PRESS_EVERY_MS)
  await pause(QUIET_MS)
  const p99 = percentile(await pace.stop(), 99)
  scene.rss = (await scene.server.vitals()).rss
  return p99
}

/** Presses, and looks how far the file is, until `isThere`; how many different counts of rows it saw. */
async function watch(scene: Scene, id: string, isThere: (job: Import) => boolean) {
  const pace = pressAtPace(scene.units, PRESS_EVERY_MS)
  const counts = new Set<number>()
  for (;;) {
    const job = await scene.admin.call(importRoutes.show, { params: { id } })
    counts.add(job.stage === 'reading' ? job.rows : job.added + job.skipped)
    scene.rss = Math.max(scene.rss, (await scene.server.vitals()).rss)
    if (job.stage === 'failed') throw new Error('the file was not read')
    if (isThere(job)) return { job, steps: counts.size, presses: pace.stop() }
    await pause(LOOK_MS)
  }
}

/** SIGKILL with presses under way, which the units send again to the process that follows; rows taken in until then. */
async function killedAndStarted(scene: Scene): Promise<number> {
  const underWay = scene.units.map((unit) => unit.press('sos'))
  await scene.server.kill()
  const added = ask(scene.dataDir, 'select added from imports')
  scene.server = await startServer(scene.copy, scene.dataDir)
  await Promise.all(scene.units.map((unit) => unit.connect(scene.server.mqttPort)))
  await Promise.all(underWay)
  return added
}

function ask(dataDir: string, query: string): number {
  const db = new Sqlite(join(dataDir, 'anling.sqlite'), { readonly: true })
  try {
    return db.prepare(query).pluck().get() as number
  } finally {
    db.close()
  }
}

function doublesIn(dataDir: string): number {
  const beyondFirst = (of: string): number =>
    ask(dataDir, `select coalesce(sum(n - 1), 0) from (select count(*) n from ${of})`)
  const home = "residents join homes on homes.id = home_id where address like '%里%号'"
  const people = beyondFirst(`${home} group by address, name, born_on`)
  return people + beyondFirst("resident_numbers where field = 'idNumber' group by number_hash")
}

function tell(what: string, outcome: Outcome): void {
  const { job, steps, addedAtKill, named, doubles, findings, ledger, quietP99, busyP99, grown, tookMs } = outcome
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
  say(
    `${what}: ${job.rows} rows, read in ${seconds(tookMs.reading)} (${steps.reading} counts seen), taken in in ` +
      `${seconds(tookMs.applying)} (${steps.applying}) with a kill after ${addedAtKill}; added ${job.added}, left out ` +
      `${job.skipped}, findings ${named.length} of ${new Set(named.map(({ code }) => code)).size} kinds, doubles ` +
      `${doubles}; memory grew by ${(grown / 2 ** 20).toFixed(0)} MB; presses ${ledger.sent.size}, lost ` +
      `${findings.lost.length}, p99 ${quietP99.toFixed(1)} ms quiet, ${busyP99.toFixed(1)} ms meanwhile`,
  )
}

const hardlyLonger = (quietP99: number): number => Math.max(2 * quietP99, quietP99 + JITTER_MS)

test(`${ROWS} rows come in while people press, over a kill`, { timeout: 120_000 + ROWS * 20 }, async () => {
  const { bad } = importFile(ROWS)
  const outcome = await importUnderLoad(ROWS)
  tell('import', outcome)
  const { job, named, findings, ledger } = outcome
  expect(named).toEqual(bad)
  expect(new Set(named.map(({ code }) => code)).size).toBeGreaterThanOrEqual(30)
  expect(job).toMatchObject({ stage: 'done', rows: ROWS, added: ROWS - job.badRows, skipped: job.badRows })
  expect(outcome.doubles).toBe(0)
  expect(outcome.addedAtKill).toBeGreaterThan(0)
  expect(outcome.addedAtKill).toBeLessThan(job.added)
  expect(Math.min(outcome.steps.reading, outcome.steps.applying)).toBeGreaterThan(2)
  expect(findings).toEqual({
    stored: ledger.sent.size,
    ...{ lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] },
  })
  expect(outcome.grown).toBeLessThanOrEqual(MOST_GROWN)
  expect(outcome.busyP99).toBeLessThanOrEqual(hardlyLonger(outcome.quietP99))
})

const FORGETFUL: readonly Patch[] = [
  {
    file: 'server/registry/imports/apply-service.ts',
    find: '      await finish(job)\n',
    replace: `      await db.write((tx) => moveImport(tx, { ...job, position: 0 }))
      await finish({ ...job, position: 0 })\n`,
  },
  {
    // What a row brought is written down once, and the database says so.
    file: 'server/registry/imports/taken-service.ts',
    find: '  const nothing = {',
    replace: '  row = Math.floor(Math.random() * 2 ** 31)\n  const nothing = {',
  },
  {
    file: 'server/registry/imports/known.ts',
    find: 'if (idNumber !== null && numbers.has(idNumber))',
    replace: 'if (false)',
  },
  {
    file: 'server/registry/imports/known.ts',
    find: 'people.some((person) => isSame(person, resident))',
    replace: 'false',
  },
]

/** All rows in one go. */
const GREEDY: readonly Patch[] = [
  {
    file: 'server/registry/imports/read-service.ts',
    find: 'export const CHUNK = 4',
    replace: 'export const CHUNK = 100_000',
  },
]

describe('controls', () => {
  const some = Math.min(ROWS, 2_000)

  test('a house that forgets what it took in, and whom it knows, doubles', { timeout: 120_000 }, async () => {
    const outcome = await importUnderLoad(some, FORGETFUL)
    tell('control, forgetful', outcome)
    expect(outcome.doubles).toBeGreaterThan(0)
  })

  test('a house that takes all rows in one go lets presses wait', { timeout: 120_000 }, async () => {
    const outcome = await importUnderLoad(ROWS, GREEDY)
    tell('control, all in one go', outcome)
    expect(outcome.busyP99).toBeGreaterThan(hardlyLonger(outcome.quietP99))
  })
})
