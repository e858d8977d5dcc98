import { beforeEach, expect, test } from 'vitest'
import { startWatchdog } from '../../server/watchdog.ts'
import { type HandClock, handClock } from '../support/clock.ts'

let clock: HandClock
let fed: number[]
let began: number
let selfTest: () => Promise<void>
const faults: unknown[] = []
const turns = () => new Promise<void>((resolve) => setImmediate(resolve))

beforeEach(async () => {
  clock = handClock()
  began = clock.now()
  fed = []
  selfTest = async () => {}
  startWatchdog({
    clock,
    feedMs: 10_000,
    selfTest: () => selfTest(),
    passes: (fault) => String(fault).includes('full'),
    feed: () => fed.push((clock.now() - began) / 1000),
    onFault: (fault) => faults.push(fault),
  })
  await turns()
})

async function advance(seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    clock.move(1_000)
    await turns()
  }
}

test('a house whose signals are committed says so, from the first one on', async () => {
  await advance(60)
  expect(fed).toEqual([0, 10, 20, 30, 40, 50, 60])
})

test('one whose signal is not committed falls silent within the next test', async () => {
  selfTest = () => Promise.reject(new Error('broken'))
  await advance(120)
  expect(fed).toEqual([0, 10, 20, 30, 40, 50, 60])
})

test('one whose signal hangs falls silent as well, and speaks again when it comes through', async () => {
  let release: () => void = () => {}
  selfTest = () =>
    new Promise((resolve) => {
      release = resolve
    })
  await advance(100)
  expect(fed.at(-1)).toBe(60)
  selfTest = async () => {}
  release()
  await advance(40)
  expect(fed.at(-1)).toBe(140)
})

test('a full disk is nothing that a new process would mend', async () => {
  selfTest = () => Promise.reject(new Error('full'))
  await advance(90)
  expect(fed.at(-1)).toBe(90)
})
