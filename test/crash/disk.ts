import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Dice } from './dice.ts'
import type { FileDeed } from './trace.ts'

/**
 * What a power cut does to what was not synced: all of it forgotten; of every write, chance decides; of every sector
 * of every write, chance decides. `nothing`: no cut at all, to compare the simulated disk with the real one.
 */
export const CUTS = ['forgotten', 'some kept', 'torn'] as const
export type Cut = (typeof CUTS)[number] | 'nothing'

/** What a disk writes whole or not at all; SQLite counts on no more than that (SQLite atomic commit §2). Bytes. */
const SECTOR = 512

/** The files of one folder as a disk would hold them. */
export interface SimulatedDisk {
  /** What the system calls of the trace do to it, one after the other. `place` is the deed's number in the trace. */
  take(deed: FileDeed, place: number): void
  /** What is found after a power cut at this instant, by name; the disk itself goes on as if there had been none. */
  after(cut: Cut, chance: Dice): Map<string, Buffer>
  /** Whether this file has been written to since its last sync. */
  isDirty(name: string): boolean
}

/** Content that outlived the last sync, and what was done since, oldest first. */
interface Inode {
  readonly durable: Content
  pending: Pending[]
}

interface Pending {
  readonly place: number
  readonly at: number
  /** Null: the file was cut or drawn out to `at` bytes. */
  readonly bytes: Buffer | null
}

/** Names that came or went in the folder by one call, all or none; null: the name is gone. */
interface Entry {
  readonly place: number
  readonly names: readonly (readonly [name: string, inode: Inode | null])[]
}

/**
 * `before` holds what was on the disk when the trace began, `folder` is what the deeds call it; deeds on other folders are
 * not ours.
 */
export function simulatedDisk(before: string, folder: string): SimulatedDisk {
  const names = readdirSync(before).filter((name) => statSync(join(before, name)).isFile())
  /** Names as they would be found, and as the process sees them. */
  const durable = new Map(names.map((name) => [name, inodeOf(readFileSync(join(before, name)))]))
  const seen = new Map(durable)
  let entries: Entry[] = []

  function enterNow(one: Entry): void {
    enter(seen, one)
    entries.push(one)
  }

  function sync(file: string, began: number): void {
    if (file === folder) {
      for (const one of entries.filter(({ place }) => place < began)) enter(durable, one)
      entries = entries.filter(({ place }) => place >= began)
      return
    }
    const inode = seen.get(basename(file))
    if (!inode) return
    for (const one of inode.pending.filter(({ place }) => place < began)) inode.durable.do(one)
    inode.pending = inode.pending.filter(({ place }) => place >= began)
  }

  function change(inode: Inode | undefined, deed: FileDeed, place: number): void {
    if (!inode) return
    if (deed.type === 'resized') inode.pending.push({ place, at: deed.size, bytes: null })
    if (deed.type === 'written') inode.pending.push({ place, at: deed.at ?? sizeOf(inode), bytes: deed.bytes })
  }

  return {
    take(deed, place) {
      if (deed.type === 'synced') return sync(deed.file, deed.began)
      if (dirname(deed.file) !== folder) return
      const file = basename(deed.file)
      const inode = seen.get(file)
      const changed = renaming(deed, inode)
      if (changed.length > 0) enterNow({ place, names: changed })
      change(inode, deed, place)
    },
    after(cut, chance) {
      const found = new Map(durable)
      for (const one of entries) if (keeps(cut, chance)) enter(found, one)
      return new Map([...found].map(([file, inode]) => [file, contentAfter(cut, inode, chance)]))
    },
    isDirty: (file) => (seen.get(file)?.pending.length ?? 0) > 0,
  }
}

/** The names that come or go by this deed on a file that is `inode` so far. */
function renaming(deed: FileDeed, inode: Inode | undefined): Entry['names'] {
  const name = basename(deed.file)
  if (deed.type === 'made' && !inode) return [[name, inodeOf(Buffer.alloc(0))]]
  if (deed.type === 'removed') return [[name, null]]
  if (deed.type === 'linked' && inode) return [[basename(deed.to), inode]]
  if (deed.type !== 'renamed' || !inode) return []
  return [
    [name, null],
    [basename(deed.to), inode],
  ]
}

function enter(folder: Map<string, Inode>, { names }: Entry): void {
  for (const [name, inode] of names) {
    if (inode) folder.set(name, inode)
    else folder.delete(name)
  }
}

function keeps(cut: Cut, chance: Dice): boolean {
  return cut === 'nothing' || (cut !== 'forgotten' && chance.next() < 0.5)
}

function contentAfter(cut: Cut, { durable, pending }: Inode, chance: Dice): Buffer {
  const content = contentOf(durable.bytes())
  for (const one of pending) {
    for (const part of cut === 'torn' ? sectorsOf(one) : [one]) if (keeps(cut, chance)) content.do(part)
  }
  return content.bytes()
}

/** The parts of a write that a disk may keep or forget each for itself. */
function sectorsOf(one: Pending): Pending[] {
  const { place, at, bytes } = one
  if (bytes === null) return [one]
  const parts: Pending[] = []
  for (let from = at; from < at + bytes.length; ) {
    const end = Math.min(at + bytes.length, from + SECTOR - (from % SECTOR))
    parts.push({ place, at: from, bytes: bytes.subarray(from - at, end - at) })
    from = end
  }
  return parts
}

function inodeOf(bytes: Buffer): Inode {
  return { durable: contentOf(bytes), pending: [] }
}

/** Size as the process sees it, in bytes. */
function sizeOf({ durable, pending }: Inode): number {
  return pending.reduce(
    (size, { at, bytes }) => (bytes === null ? at : Math.max(size, at + bytes.length)),
    durable.bytes().length,
  )
}

/** Bytes that grow as they are written to; a hole reads as zeros. */
interface Content {
  do(one: Pending): void
  bytes(): Buffer
}

function contentOf(start: Buffer): Content {
  let room = Buffer.from(start)
  let size = start.length

  function resize(to: number): void {
    if (to > room.length) room = Buffer.concat([room], Math.max(to, 2 * room.length))
    if (to < size) room.fill(0, to, size)
    size = to
  }

  return {
    do({ at, bytes }) {
      resize(bytes === null ? at : Math.max(size, at + bytes.length))
      bytes?.copy(room, at)
    },
    bytes: () => room.subarray(0, size),
  }
}
