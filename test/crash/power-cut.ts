import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openFile } from '../../server/db/file.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { newFolder } from '../support/folder.ts'
import type { Dice } from './dice.ts'
import { CUTS, type Cut, type SimulatedDisk, simulatedDisk } from './disk.ts'
import type { Recording } from './recording.ts'

export const MAIN = 'anling.sqlite'

/** What a power cut at one instant left. */
export interface Image {
  readonly cut: Cut
  readonly files: ReadonlyMap<string, Buffer>
  /** What had been acknowledged until then. */
  readonly promised: readonly string[]
  /** The cut fell into a checkpoint: pages of the main file had been written and not synced. */
  readonly inCheckpoint: boolean
}

/** What may not be; counts of signals are summed over all images. */
export interface PowerCuts {
  images: number
  inCheckpoint: number
  /** Acknowledged signals looked for. */
  judged: number
  readonly lost: string[]
  /** Images that do not open, with damaged pages, a broken chain, or two open calls of one kind. */
  readonly corrupt: string[]
}

/** The disk after each of `instants` power cuts, each in every way it may have gone. */
export function* imagesOf(recording: Recording, instants: number, chance: Dice): Generator<Image> {
  const { deeds, promised } = recording
  const disk = simulatedDisk(recording.before, recording.folder)
  const cutsAt = new Set(chooseInstants(recording, instants, chance))
  const ids: string[] = []
  let next = 0
  for (const [place, deed] of deeds.entries()) {
    if (cutsAt.has(place)) {
      const inCheckpoint = disk.isDirty(MAIN)
      for (const cut of CUTS) yield { cut, files: disk.after(cut, chance), promised: [...ids], inCheckpoint }
    }
    if (deed.type !== 'sent') disk.take(deed, place)
    for (; promised[next]?.place === place; next += 1) ids.push(promised[next]?.id ?? '')
  }
}

/** The simulated disk at the end of the recording, when nothing was cut. */
export function diskAtTheEnd({ before, folder, deeds }: Recording, chance: Dice): Map<string, Buffer> {
  const disk = simulatedDisk(before, folder)
  for (const [place, deed] of deeds.entries()) if (deed.type !== 'sent') disk.take(deed, place)
  return disk.after('nothing', chance)
}

/**
 * Half of them while pages of the main file were not synced, as far as there are so many, and the others anywhere after
 * the first acknowledgement, if there is one.
 */
function chooseInstants(recording: Recording, count: number, chance: Dice): number[] {
  const first = recording.promised[0]?.place ?? -1
  const anywhere = [...recording.deeds.keys()].filter((place) => place > first)
  const inCheckpoints = dirtyPlaces(recording).filter((place) => place > first)
  const chosen = new Set(sample(inCheckpoints, count / 2, chance))
  for (const place of sample(anywhere, anywhere.length, chance)) if (chosen.size < count) chosen.add(place)
  return [...chosen]
}

/** So many of these in an order of chance, or all. */
function sample(places: readonly number[], count: number, chance: Dice): number[] {
  const drawn = places.map((place) => ({ place, lot: chance.next() })).sort((a, b) => a.lot - b.lot)
  return drawn.slice(0, count).map(({ place }) => place)
}

function dirtyPlaces({ before, folder, deeds }: Recording): number[] {
  const disk: SimulatedDisk = simulatedDisk(before, folder)
  return deeds.flatMap((deed, place) => {
    const dirty = disk.isDirty(MAIN)
    if (deed.type !== 'sent') disk.take(deed, place)
    return dirty ? [place] : []
  })
}

/** Writes an image to a folder of its own for as long as `use` needs it. */
export async function withImage<T>({ files }: Image, use: (folder: string) => Promise<T>): Promise<T> {
  const { path, remove } = newFolder()
  try {
    for (const [name, bytes] of files) writeFileSync(join(path, name), bytes, { mode: 0o600 })
    return await use(path)
  } finally {
    remove()
  }
}

export function noCuts(): PowerCuts {
  return { images: 0, inCheckpoint: 0, judged: 0, lost: [], corrupt: [] }
}

/** Opens the image as the product does, and holds it against what was promised. */
export async function judge(image: Image, tally: PowerCuts): Promise<void> {
  tally.images += 1
  tally.judged += image.promised.length
  if (image.inCheckpoint) tally.inCheckpoint += 1
  await withImage(image, async (folder) => {
    try {
      const { stored, damage } = await look(folder)
      tally.lost.push(...image.promised.filter((id) => !stored.has(id)))
      if (damage !== null) tally.corrupt.push(`${image.cut}: ${damage}`)
    } catch (fault) {
      tally.lost.push(...image.promised)
      tally.corrupt.push(`${image.cut}: ${fault instanceof Error ? fault.message : String(fault)}`)
    }
  })
}

interface Found {
  readonly stored: ReadonlySet<string>
  /** The first thing that is wrong, or null. */
  readonly damage: string | null
}

async function look(folder: string): Promise<Found> {
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const store = openFile(folder, { onFatal })
  const db = new Sqlite(store.file, { readonly: true })
  try {
    const { chain } = loadKeys(folder)
    const { whole, brokenAt } = await verifyChain(store.db, (id) => (id === chain.id ? chain : undefined))
    const pages = String(db.pragma('integrity_check', { simple: true }))
    const doubled = db
      .prepare(`select count(*) from (select 1 from calls where closed_at is null
        group by subject_kind, subject_id, kind having count(*) > 1)`)
      .pluck()
      .get()
    const wrong: readonly [boolean, string][] = [
      [pages !== 'ok', `integrity_check: ${pages}`],
      [brokenAt !== null, `the chain is broken at event ${brokenAt}, after ${whole}`],
      [doubled !== 0, `${doubled} homes have two open calls of one kind`],
    ]
    const stored = db.prepare('select signal_id from signals').pluck().all() as string[]
    return { stored: new Set(stored), damage: wrong.find(([is]) => is)?.[1] ?? null }
  } finally {
    db.close()
    await store.close()
  }
}
