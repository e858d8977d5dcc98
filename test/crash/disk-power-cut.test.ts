/**
 * The power goes while devices press. What the real server wrote, and when it synced, is read from its system calls;
 * each cut rebuilds the data folder as a disk would hold it, without what had not been synced, and the product opens
 * it (research/reliability.md F3, F4, T03).
 *
 *   ANLING_CUTS=500 npx vitest run test/crash/disk-power-cut.test.ts     more instants (100), each cut in three ways
 *   ANLING_SEED=…                                                       the instants of an earlier run
 */
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { DeviceCredential } from '#contract/registry'
import { pushSignal } from '../support/push.ts'
import { dice, seedOfRun } from './dice.ts'
import { CUTS } from './disk.ts'
import { KEYS_NOT_SYNCED, NEVER_SYNCED, NOT_SYNCED, OFTEN_WRITTEN_BACK } from './points.ts'
import { diskAtTheEnd, type Image, imagesOf, judge, noCuts, type PowerCuts, withImage } from './power-cut.ts'
import { type Patch, type ProductCopy, productCopy } from './product-copy.ts'
import { type Recording, record, recordFirstStart } from './recording.ts'
import { say } from './report.ts'
import { killAll, startServer } from './server-process.ts'

const INSTANTS = Number(process.env.ANLING_CUTS ?? 100)
/** A first start has not many more deeds. */
const FIRST_START_INSTANTS = Math.min(INSTANTS, 100)
const LOAD = { devices: 12, window: 3, receipts: 1_500 }

const seed = seedOfRun()
say(`seed ${seed}`)
const whole = await productCopy()

afterEach(killAll)
afterAll(() => whole.remove())

/** Records with a copy of the product that has these patches, and forgets the recording when it has been used. */
async function recorded<T>(
  patches: readonly Patch[],
  record: (copy: ProductCopy) => Promise<Recording>,
  use: (recording: Recording) => Promise<T>,
): Promise<T> {
  const copy = await productCopy(patches)
  const recording = await record(copy).finally(copy.remove)
  return use(recording).finally(recording.remove)
}

const underLoad = (copy: ProductCopy): Promise<Recording> => record({ copy, seed, ...LOAD })

async function cutAll(recording: Recording, instants: number): Promise<PowerCuts & { readonly last: Image[] }> {
  const cuts = { ...noCuts(), last: [] as Image[] }
  for (const image of imagesOf(recording, instants, dice(seed))) {
    await judge(image, cuts)
    cuts.last = [...cuts.last, image].slice(-CUTS.length)
  }
  return cuts
}

function tell(what: string, { images, inCheckpoint, judged, lost, corrupt }: PowerCuts): void {
  say(
    `${what}: ${images} power cuts, ${inCheckpoint} of them in a checkpoint, ${judged} acknowledged signals judged: ` +
      `lost ${lost.length}, corrupt ${corrupt.length}`,
  )
}

/** Starts the real server on what a cut left; every device presses and must get its receipt. */
async function acceptsAgain(image: Image, credentials: readonly DeviceCredential[]): Promise<void> {
  await withImage(image, async (folder) => {
    const server = await startServer(whole, folder)
    for (const credential of credentials) {
      const body = JSON.stringify({ v: 1, id: 'after-the-cut', kind: 'sos', at: new Date().toISOString() })
      expect(await pushSignal(server.url, credential, body)).toMatchObject({ status: 200, receipt: { stored: true } })
    }
    await server.stop()
  })
}

const nothing = { lost: [], corrupt: [] }

test.each([
  ['the store as it is', []],
  ['the store written back after every 100 pages', OFTEN_WRITTEN_BACK],
])('%s: a power cut loses nothing acknowledged', { timeout: 120_000 + INSTANTS * 3_000 }, async (what, patches) => {
  await recorded(patches, underLoad, async (recording) => {
    // With nothing cut the simulated disk is the real one, byte for byte.
    expect(diskAtTheEnd(recording, dice(seed))).toEqual(recording.end)
    const cuts = await cutAll(recording, INSTANTS)
    tell(what, cuts)
    expect(cuts).toMatchObject({ images: INSTANTS * CUTS.length, ...nothing })
    expect(cuts.inCheckpoint).toBeGreaterThanOrEqual(Math.min(INSTANTS, 100))
    expect(cuts.judged).toBeGreaterThan(cuts.images * 100)
    for (const image of cuts.last) await acceptsAgain(image, recording.credentials)
  })
})

test('a power cut while an installation starts for the first time leaves one that starts', {
  timeout: 120_000,
}, async () => {
  await recorded([], recordFirstStart, async (recording) => {
    const cuts = await cutAll(recording, FIRST_START_INSTANTS)
    tell('the first start', cuts)
    expect(cuts).toMatchObject({ images: FIRST_START_INSTANTS * CUTS.length, ...nothing })
  })
})

describe('controls', () => {
  test('a store that does not sync each commit loses', { timeout: 120_000 }, async () => {
    const cuts = await recorded(NOT_SYNCED, underLoad, (recording) => cutAll(recording, 10))
    tell('control, synchronous=NORMAL', cuts)
    expect(cuts.lost.length).toBeGreaterThan(0)
  })

  test('a store that never syncs is found damaged', { timeout: 120_000 }, async () => {
    const patches = [...NEVER_SYNCED, ...OFTEN_WRITTEN_BACK]
    const cuts = await recorded(patches, underLoad, (recording) => cutAll(recording, 10))
    tell('control, synchronous=OFF', cuts)
    expect(cuts.corrupt.length).toBeGreaterThan(0)
  })

  test('an installation that may lose its keys is found damaged', { timeout: 120_000 }, async () => {
    const cuts = await recorded(KEYS_NOT_SYNCED, recordFirstStart, (recording) => cutAll(recording, 40))
    tell('control, name of the keys not synced', cuts)
    expect(cuts.corrupt.length).toBeGreaterThan(0)
  })
})
