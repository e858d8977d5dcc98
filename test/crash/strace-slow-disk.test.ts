/** A disk that takes 1.5 s for every sync: presses wait and none is lost, everything else goes on, and the desk hears of it (research/reliability.md T07). */
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { eventsOf } from './audit.ts'
import { newLedger } from './ledger.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, startServer } from './server-process.ts'
import { seedTown } from './town.ts'
import { newUnit } from './unit.ts'

const UNITS = 3
const ROUNDS = 3
const SYNC_MS = 1_500
/** How much longer than one sync the event loop may stand still. Milliseconds. */
const BESIDES_MS = 50

afterEach(killAll)

interface Outcome {
  readonly receipted: number
  /** The longest the event loop stood still, the median of all rounds. Milliseconds. */
  readonly stillMs: number
  /** Whether the house rang about its own store. */
  readonly rang: boolean
}

function slowSync(trace: string, ms: number): string[] {
  const inject = `inject=fsync,fdatasync:delay_exit=${ms * 1000}`
  return ['strace', '-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', inject, '-o', trace]
}

/** All units press, again and again, on a disk whose syncs take `ms` longer. */
async function pressOn(ms: number, patches: readonly Patch[] = []): Promise<Outcome> {
  const folder = newFolder()
  const copy = await productCopy(patches)
  try {
    const ledger = newLedger()
    const units = (await seedTown(folder.path, UNITS)).map((credential) => newUnit(credential, ledger))
    const server = await startServer(copy, folder.path, { under: slowSync(join(folder.path, 'trace'), ms) })
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    const still: number[] = []
    for (let n = 0; n < ROUNDS; n += 1) {
      server.resetVitals()
      // Its answer says that the reset came before the presses.
      await server.vitals()
      await Promise.all(units.map((unit) => unit.press('sos')))
      still.push((await server.vitals()).loopMaxMs)
    }
    const rang = (await eventsOf(server.url)).some(({ data }) => data.trigger === 'slow_store')
    for (const unit of units) unit.hangUp()
    await server.kill()
    return { receipted: ledger.receipted.size, stillMs: still.sort((a, b) => a - b)[1] ?? Number.NaN, rang }
  } finally {
    copy.remove()
    folder.remove()
  }
}

function tell(what: string, { receipted, stillMs, rang }: Outcome): void {
  say(`${what}: ${receipted} receipted, loop stood still ${stillMs.toFixed(0)} ms, ${rang ? 'rang' : 'did not ring'}`)
}

test('a slow disk loses nothing, holds up the house one sync at a time, and rings', { timeout: 180_000 }, async () => {
  const outcome = await pressOn(SYNC_MS)
  tell('syncs of 1.5 s', outcome)
  expect(outcome).toMatchObject({ receipted: UNITS * ROUNDS, rang: true })
  expect(outcome.stillMs).toBeLessThanOrEqual(SYNC_MS + BESIDES_MS)
})

test('control: on a good disk the store does not ring', { timeout: 60_000 }, async () => {
  const outcome = await pressOn(0)
  tell('syncs as they are', outcome)
  expect(outcome).toMatchObject({ receipted: UNITS * ROUNDS, rang: false })
})

test('control: transactions that follow each other without a turn are caught', { timeout: 180_000 }, async () => {
  const syncMs = 400
  const outcome = await pressOn(syncMs, [
    { file: 'server/db/group-commit.ts', find: 'setImmediate(() => void turn())', replace: 'queueMicrotask(turn)' },
  ])
  tell('control, without a turn between, syncs of 0.4 s', outcome)
  expect(outcome.stillMs).toBeGreaterThan(syncMs + BESIDES_MS)
})
