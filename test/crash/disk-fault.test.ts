/**
 * A disk that fails or is full while devices press (research/reliability.md D14, T05, T06): nothing is promised that is
 * not stored, a full disk is waited for, a broken one ends the process, and everything pressed is stored once in the end.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { healthRoutes, sessionRoutes } from '#contract/routes'
import { request } from '../support/person.ts'
import { pushSignal } from '../support/push.ts'
import { type Ailing, type Ailment, onAilingDisk } from './ailing-disk.ts'
import { dice, seedOfRun } from './dice.ts'
import { GOES_ON_BROKEN, OFTEN_WRITTEN_BACK, RECEIPTED_THOUGH_FAILED } from './points.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { say } from './report.ts'
import { killAll } from './server-process.ts'
import { ADMIN } from './town.ts'

const DEVICES = 8
/** Goal of T05. Milliseconds. */
const RED_MS = 5_000
const LOOK_MS = 50

/** The same press by the second road. */
const PUSHED = JSON.stringify({ v: 1, id: 'pushed', kind: 'sos', at: '2026-11-22T10:00:00Z', boot: 'b1', n: 1 })
const REFUSED = { id: null, stored: false, code: 'storage_unavailable' }

const seed = seedOfRun()
const chance = dice(seed)
say(`seed ${seed}`)
const whole = await productCopy()

afterAll(async () => {
  await killAll()
  whole.remove()
})

async function story<T>(
  ailment: Ailment,
  tell: (house: Ailing) => Promise<T>,
  patches: readonly Patch[] = [],
): Promise<T> {
  const copy = patches.length === 0 ? whole : await productCopy(patches)
  try {
    return await onAilingDisk(ailment, { copy, whole, seed, devices: DEVICES }, tell)
  } finally {
    if (copy !== whole) copy.remove()
  }
}

const nothing = { lost: [], untold: [], doubled: [], undecided: [], twoCalls: [], broken: [] }

/** Some passings in the middle of a run, under load; a commit syncs once and writes a dozen frames. */
const PASSINGS = [1, 2, 3].map(() => chance.between(40, 400))

describe.each([
  { call: 'fsync', error: 'EIO', times: 1 },
  { call: 'pwrite64', error: 'EIO', times: 10 },
] as const)('$call fails with $error', ({ call, error, times }) => {
  test.concurrent.each(PASSINGS.map((passing) => String(passing * times)))(
    'at passing %s: the process ends, and nothing is lost',
    {
      timeout: 60_000,
    },
    async (when) => {
      await story({ call, error, when }, async (house) => {
        const ended = await house.endedByItself()
        const { stored, ...findings } = await house.reckonAfresh()
        say(`${call} ${error} at passing ${when}: ended with ${ended}, ${stored} stored, ${findings.lost.length} lost`)
        expect(house.server.said()).toMatch(/no longer be trusted/)
        expect({ ended, stored, ...findings }).toEqual({ ended: '70', stored: house.ledger.sent.size, ...nothing })
      })
    },
  )
})

interface Health {
  readonly status: number
  readonly acceptingSignals: boolean
}

async function healthOf(url: string): Promise<Health> {
  const response = await fetch(url + healthRoutes.health.url)
  const { acceptingSignals } = (await response.json()) as Health
  return { status: response.status, acceptingSignals }
}

/** Asks until the house says that it takes presses, or that it does not. Resolves with how long that took. Milliseconds. */
async function untilHealth(url: string, status: number, patienceMs: number): Promise<number> {
  const began = performance.now()
  while ((await healthOf(url)).status !== status) {
    if (performance.now() - began > patienceMs) throw new Error(`health is not ${status} after ${patienceMs} ms`)
    await pause(LOOK_MS)
  }
  return performance.now() - began
}

test.concurrent('a full disk: no receipt, red within 5 s, and by itself again once there is room', {
  timeout: 60_000,
}, async () => {
  await story({ call: 'pwrite64', error: 'ENOSPC', when: '200..220' }, async (house) => {
    const { server, ledger } = house
    await house.refused()
    const red = await untilHealth(server.url, 503, RED_MS)
    expect(await healthOf(server.url)).toEqual({ status: 503, acceptingSignals: false })
    for (const credential of house.credentials.slice(0, 2)) {
      expect(await pushSignal(server.url, credential, PUSHED)).toEqual({ status: 503, receipt: REFUSED })
    }
    const { answer } = await request(server.url, '', sessionRoutes.open, {
      body: { user: ADMIN.user, password: ADMIN.password },
    })
    expect(answer.problem?.code).toBe('storage_unavailable')
    const receipts = ledger.receipted.size
    const green = await untilHealth(server.url, 200, 30_000)
    expect(ledger.receipted.size).toBe(receipts)
    const said = server.said()
    const { stored, ...findings } = await house.reckon(server)
    say(
      `full disk: red after ${red.toFixed(0)} ms, takes presses again after ${green.toFixed(0)} ms; ${stored} stored, ${findings.lost.length} lost`,
    )
    expect(said.match(/the disk is full/g)).toHaveLength(1)
    expect({ stored, ...findings }).toEqual({ stored: ledger.sent.size, ...nothing })
  })
})

test.concurrent('a main file that cannot be written back loses nothing: the log holds it', {
  timeout: 60_000,
}, async () => {
  const ailment: Ailment = { call: 'pwrite64', error: 'EIO', when: '5+', file: 'anling.sqlite' }
  await story(
    ailment,
    async (house) => {
      await house.load.receipted(600)
      const { stored, ...findings } = await house.reckonAfresh()
      expect({ stored, ...findings }).toEqual({ stored: house.ledger.sent.size, ...nothing })
    },
    OFTEN_WRITTEN_BACK,
  )
})

describe('controls', () => {
  test.concurrent('a copy that receipts in spite of the failed commit is caught', { timeout: 60_000 }, async () => {
    const { lost } = await story(
      { call: 'pwrite64', error: 'ENOSPC', when: '200+' },
      async (house) => {
        await house.load.receipted(300)
        return house.reckonAfresh()
      },
      RECEIPTED_THOUGH_FAILED,
    )
    say(`control, receipted though not stored: ${lost.length} lost`)
    expect(lost.length).toBeGreaterThan(0)
  })

  test.concurrent('a copy that goes on after a failed sync is caught', { timeout: 60_000 }, async () => {
    const ended = await story(
      { call: 'fsync', error: 'EIO', when: '60' },
      (house) => house.endedByItself(5_000),
      GOES_ON_BROKEN,
    )
    say(`control, goes on after a failed sync: ended with ${ended}`)
    expect(ended).toBe(null)
  })
})
