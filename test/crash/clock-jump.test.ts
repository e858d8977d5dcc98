/**
 * Somebody sets the clock of the machine while a call rings: the steps of the ladder come when they would have come.
 * libfaketime moves the wall clock of the real process and leaves alone the time that nobody sets
 * (research/reliability.md T10).
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { callRoutes, registryRoutes } from '#contract/routes'
import { openConsole } from '../support/console.ts'
import { newFolder } from '../support/folder.ts'
import { signIn } from '../support/person.ts'
import { newLedger } from './ledger.ts'
import { type Patch, type ProductCopy, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll, startServer } from './server-process.ts'
import { ADMIN, seedTown } from './town.ts'
import { newUnit } from './unit.ts'

/** What the clock is set to, in libfaketime's words. */
const JUMPS = ['-1h', '+1h', '-1d', '+1d', '@1970-01-01 00:00:00']
/** Seconds after the ring at which the first two steps are due, and how far off they may be (design §6). */
const DUE = [15, 30]
const TOLERANCE = 2
/** `$LIB` is read by the loader: the folder differs from machine to machine. */
const LIBRARY = '/usr/$LIB/faketime/libfaketimeMT.so.1'

afterAll(killAll)

interface Outcome {
  readonly jump: string
  /** Seconds after the ring at which steps were taken; those that did not come in time are missing. */
  readonly steps: readonly number[]
  /** The operator was still signed in, and a second press got its receipt. */
  readonly goesOn: boolean
}

/** A call rings with an operator on duty, the clock jumps, and nobody answers. */
async function jumpWhileRinging(copy: ProductCopy, jump: string, seconds: number): Promise<Outcome> {
  const folder = newFolder()
  const file = join(folder.path, 'faketime')
  writeFileSync(file, '+0')
  const [credential] = await seedTown(folder.path, 1)
  if (!credential) throw new Error('no home')
  const env = {
    LD_PRELOAD: LIBRARY,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  }
  const server = await startServer(copy, folder.path, { env })
  const admin = await signIn(() => server.url, ADMIN.user, ADMIN.password)
  await admin.call(registryRoutes.addAccount, {
    body: { user: 'desk', name: '张敏', role: 'operator', password: ADMIN.password },
  })
  const operator = await signIn(() => server.url, 'desk', ADMIN.password)
  const console = await openConsole(operator)
  await console.goOnDuty()
  const beating = setInterval(() => void console.beat(), 2_000)
  const unit = newUnit(credential, newLedger())
  await unit.connect(server.mqttPort)

  const rangAt = performance.now()
  await unit.press('sos')
  writeFileSync(file, jump)
  const steps: number[] = []
  console.socket.on('message', (data) => {
    const { events = [] } = JSON.parse(String(data)) as { events?: { type: string }[] }
    for (const { type } of events) if (type === 'call.escalated') steps.push((performance.now() - rangAt) / 1000)
  })
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const { items } = await operator.call(callRoutes.list, { query: {} })
  const goesOn = items.length === 1 && (await unit.press('sos')) !== ''
  clearInterval(beating)
  console.close()
  unit.hangUp()
  await server.kill()
  rmSync(folder.path, { recursive: true })
  return { jump, steps, goesOn }
}

async function jumpAll(jumps: readonly string[], seconds: number, patches: readonly Patch[]): Promise<Outcome[]> {
  const copy = await productCopy(patches)
  const outcomes = await Promise.all(jumps.map((jump) => jumpWhileRinging(copy, jump, seconds)))
  copy.remove()
  for (const { jump, steps } of outcomes) {
    say(`clock set to ${jump}: steps after ${steps.map((step) => step.toFixed(1)).join(', ') || 'no'} seconds`)
  }
  return outcomes
}

const isOnTime = ({ steps }: Outcome): boolean =>
  steps.length === DUE.length && DUE.every((due, n) => Math.abs((steps[n] ?? 0) - due) <= TOLERANCE)

test.concurrent('a clock that is set while a call rings neither holds up nor hurries the ladder', {
  timeout: 120_000,
}, async () => {
  const outcomes = await jumpAll(JUMPS, 34, [])
  expect(outcomes.map((outcome) => [outcome.jump, isOnTime(outcome), outcome.goesOn])).toEqual(
    JUMPS.map((jump) => [jump, true, true]),
  )
})

test.concurrent('control: a house that believes the wall clock is caught', { timeout: 120_000 }, async () => {
  const believing: Patch = { file: 'server/clock.ts', find: 'return Math.floor(time)', replace: 'return wall()' }
  const outcomes = await jumpAll(['-1h', '+1h'], 18, [believing])
  expect(outcomes.map(isOnTime)).toEqual([false, false])
})
