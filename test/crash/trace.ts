import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** A system call that matters here, in the order the kernel saw it. Files are named by their whole path. */
export type Deed =
  | FileDeed
  /** Bytes a socket took; `port` is the other end's. */
  | { readonly type: 'sent'; readonly port: number; readonly bytes: Buffer }

export type FileDeed =
  /** `at`: offset in bytes; null: behind the last byte. */
  | { readonly type: 'written'; readonly file: string; readonly at: number | null; readonly bytes: Buffer }
  /** A sync has returned; what was done before deed number `began` is on the disk. `file` may be a folder. */
  | { readonly type: 'synced'; readonly file: string; readonly began: number }
  | { readonly type: 'resized'; readonly file: string; readonly size: number }
  | { readonly type: 'made'; readonly file: string }
  | { readonly type: 'renamed' | 'linked'; readonly file: string; readonly to: string }
  | { readonly type: 'removed'; readonly file: string }

const CALLS = [
  ...['fsync', 'fdatasync', 'pwrite64', 'pwritev', 'write', 'writev', 'sendto', 'sendmsg'],
  ...['openat', 'ftruncate', 'rename', 'link', 'unlink'],
]

/** What strace must be told so that the trace can be read: every byte in hexadecimal, whole pages, paths and ports. */
export function straceCommand(output: string): string[] {
  return ['strace', '-f', '-qq', '-yy', '-xx', '-s', '70000', '-e', `trace=${CALLS.join()}`, '-o', output]
}

const CALL = /^(\d+) +(\w+)\((?:\d+<((?:[^>]|(?<=-)>)+)>)?(.*)$/
const RESUMED = /^(\d+) +<\.\.\. \w+ resumed>/
const UNFINISHED = /<unfinished \.\.\.>$/
const SUCCEEDED = /\) += 0$/
const FAILED = /\) += -1 /
const TCP = /^TCP:\[.*:(\d+)->.*:(\d+)\]$/
/** The parameters behind the bytes of a pwrite64: how many, and where. */
const OFFSET = /", \d+, (\d+)(?:\)| <unfinished)/

/**
 * Reads a trace. Whatever could make an acknowledgement look later than it was, or a sync earlier, is read the other
 * way: a write counts from its beginning, a sync from its end.
 */
export async function readTrace(file: string): Promise<Deed[]> {
  const deeds: Deed[] = []
  const syncing: Syncing = new Map()
  for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
    const deed = endOfSync(line, syncing) ?? beginning(line, deeds.length, syncing)
    if (deed) deeds.push(deed)
  }
  return deeds
}

/** Syncs under way, by their thread. */
type Syncing = Map<string, Extract<Deed, { type: 'synced' }>>

/** A call that strace wrote down in two lines, because another thread came between: its second one. */
function endOfSync(line: string, syncing: Syncing): Deed | null {
  const thread = line.match(RESUMED)?.[1] ?? ''
  const sync = syncing.get(thread)
  if (!sync) return null
  syncing.delete(thread)
  return SUCCEEDED.test(line) ? sync : null
}

function beginning(line: string, place: number, syncing: Syncing): Deed | null {
  const [, thread = '', name = '', target = '', rest = ''] = line.match(CALL) ?? []
  const deed = target === '' ? deedOnPath(name, rest) : deedOn(target, name, rest, place)
  if (deed?.type !== 'synced') return deed
  if (UNFINISHED.test(rest)) syncing.set(thread, deed)
  return SUCCEEDED.test(rest) ? deed : null
}

/** A call on something that was opened before. */
function deedOn(target: string, name: string, rest: string, place: number): Deed | null {
  const tcp = target.match(TCP)
  if (tcp) return { type: 'sent', port: Number(tcp[2]), bytes: taken(bytesIn(rest), rest) }
  const file = plain(target)
  if (!file.startsWith('/')) return null
  if (name === 'fsync' || name === 'fdatasync') return { type: 'synced', file, began: place }
  if (FAILED.test(rest)) return null
  if (name === 'ftruncate') return { type: 'resized', file, size: Number(rest.match(/^, (\d+)/)?.[1]) }
  const at = name === 'pwrite64' ? Number(rest.match(OFFSET)?.[1]) : null
  return { type: 'written', file, at, bytes: taken(bytesIn(rest), rest) }
}

/** A call that names its file. */
function deedOnPath(name: string, rest: string): Deed | null {
  if (FAILED.test(rest)) return null
  const [file = '', to = ''] = [...rest.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, path = '']) => plain(path))
  if (name === 'rename') return { type: 'renamed', file, to }
  if (name === 'link') return { type: 'linked', file, to }
  if (name === 'unlink') return { type: 'removed', file }
  return name === 'openat' && rest.includes('O_CREAT') ? { type: 'made', file } : null
}

/** With -xx strace writes paths in hexadecimal as well. */
function plain(path: string): string {
  return path.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The bytes of every string among the parameters: one for write, several for writev and sendmsg. */
function bytesIn(parameters: string): Buffer {
  const strings = parameters.match(/"(?:\\x[0-9a-f]{2})*"/g) ?? []
  return Buffer.from(strings.join('').replace(/"|\\x/g, ''), 'hex')
}

/** A call may take less than it was offered; the rest is offered again. */
function taken(bytes: Buffer, rest: string): Buffer {
  const [, count] = rest.match(/\) += (-?\d+)/) ?? []
  return count === undefined ? bytes : bytes.subarray(0, Math.max(0, Number(count)))
}
