import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** A system call that matters here, in the order the kernel saw it. */
export type Deed =
  | { readonly type: 'log-written'; readonly bytes: Buffer }
  | { readonly type: 'log-synced' }
  | { readonly type: 'sent'; readonly port: number; readonly bytes: Buffer }

/** What strace must be told so that the trace can be read: every byte in hexadecimal, whole pages, paths and ports. */
export function straceCommand(output: string): string[] {
  const calls = 'trace=fsync,fdatasync,pwrite64,pwritev,write,writev,sendto,sendmsg'
  return ['strace', '-f', '-qq', '-yy', '-xx', '-s', '70000', '-e', calls, '-o', output]
}

const CALL = /^(\d+) +(\w+)\(\d+<((?:[^>]|(?<=-)>)+)>(.*)$/
const RESUMED = /^(\d+) +<\.\.\. \w+ resumed>/
const UNFINISHED = /<unfinished \.\.\.>$/
const SUCCEEDED = /\) += 0$/
const TCP = /^TCP:\[.*:(\d+)->.*:(\d+)\]$/

/**
 * Reads a trace. Whatever could make an acknowledgement look later than it was, or a sync earlier, is read the other
 * way: a write counts from its beginning, a sync from its end.
 */
export async function readTrace(file: string): Promise<Deed[]> {
  const deeds: Deed[] = []
  const syncing = new Set<string>()
  for await (const line of createInterface({ input: createReadStream(file, 'latin1') })) {
    const deed = endOfSync(line, syncing) ?? beginning(line, syncing)
    if (deed) deeds.push(deed)
  }
  return deeds
}

/** A call that strace wrote down in two lines, because another thread came between: its second one. */
function endOfSync(line: string, syncing: Set<string>): Deed | null {
  const thread = line.match(RESUMED)?.[1]
  return thread !== undefined && syncing.delete(thread) && SUCCEEDED.test(line) ? { type: 'log-synced' } : null
}

function beginning(line: string, syncing: Set<string>): Deed | null {
  const [, thread = '', name = '', target = '', rest = ''] = line.match(CALL) ?? []
  const deed = deedOf(name, target, rest)
  if (deed?.type !== 'log-synced') return deed
  if (UNFINISHED.test(rest)) syncing.add(thread)
  return SUCCEEDED.test(rest) ? deed : null
}

function deedOf(name: string, target: string, rest: string): Deed | null {
  const tcp = target.match(TCP)
  if (tcp) return { type: 'sent', port: Number(tcp[2]), bytes: taken(bytesIn(rest), rest) }
  if (!plain(target).endsWith('.sqlite-wal')) return null
  if (name !== 'fsync' && name !== 'fdatasync') return { type: 'log-written', bytes: bytesIn(rest) }
  return { type: 'log-synced' }
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

/** A socket may take less than it was offered; the rest is offered again. */
function taken(bytes: Buffer, rest: string): Buffer {
  const [, count] = rest.match(/\) += (-?\d+)/) ?? []
  return count === undefined ? bytes : bytes.subarray(0, Math.max(0, Number(count)))
}

/** What an acknowledgement may not be. */
export interface OrderFaults {
  /** Acknowledged signals, by PUBACK or receipt, that were looked at. */
  readonly pubacks: number
  readonly receipts: number
  /** Acknowledged before any frame of the log held the signal. */
  readonly unwritten: readonly string[]
  /** Acknowledged while frames of the log had not been synced. */
  readonly unsynced: readonly string[]
}

/** `idOf` names the signal that a packet identifier stands for on the connection from this local port. */
export function checkOrder(
  deeds: readonly Deed[],
  idOf: (port: number, messageId: number) => string | undefined,
): OrderFaults {
  const faults = { pubacks: 0, receipts: 0, unwritten: [] as string[], unsynced: [] as string[] }
  const written = new Set<string>()
  const streams = new Map<number, Buffer>()
  let dirty = false
  function judge({ pubacks, receipts }: Acknowledged): void {
    const all = [...pubacks, ...receipts]
    faults.pubacks += pubacks.length
    faults.receipts += receipts.length
    faults.unwritten.push(...all.filter((id) => !written.has(id)))
    if (dirty) faults.unsynced.push(...all)
  }
  for (const deed of deeds) {
    if (deed.type === 'sent') judge(acknowledgedIn(deed, streams, idOf))
    else dirty = deed.type === 'log-written'
    if (deed.type === 'log-written') for (const id of idsIn(deed.bytes)) written.add(id)
  }
  return faults
}

/** Ids of the test's own making stand out in any page or packet. */
function idsIn(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/home-\d{5}-\d{6}/g) ?? []
}

interface Acknowledged {
  readonly pubacks: readonly string[]
  readonly receipts: readonly string[]
}

/** Packets that are complete with these bytes; what is left over waits in `streams` for the next write. */
function acknowledgedIn(
  { port, bytes }: Extract<Deed, { type: 'sent' }>,
  streams: Map<number, Buffer>,
  idOf: (port: number, messageId: number) => string | undefined,
): Acknowledged {
  const pubacks: string[] = []
  const receipts: string[] = []
  let left = Buffer.concat([streams.get(port) ?? Buffer.alloc(0), bytes])
  for (let packet = firstPacket(left); packet; packet = firstPacket(left)) {
    const { kind, body, end } = packet
    const id = kind === PUBACK ? idOf(port, body.readUInt16BE(0)) : undefined
    if (id !== undefined) pubacks.push(id)
    if (kind === PUBLISH && body.includes('/down/receipt')) receipts.push(...idsIn(body))
    left = left.subarray(end)
  }
  streams.set(port, left)
  return { pubacks, receipts }
}

/** Packet types of MQTT 3.1.1 §2.2.1. */
const PUBLISH = 3
const PUBACK = 4

/** The first whole packet: a byte of type, the length in groups of seven bits (§2.2.3), the body. */
function firstPacket(bytes: Buffer): { kind: number; body: Buffer; end: number } | null {
  let length = 0
  for (let at = 1; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    length += (byte & 0x7f) << (7 * (at - 1))
    if ((byte & 0x80) !== 0) continue
    const end = at + 1 + length
    return end > bytes.length ? null : { kind: (bytes[0] ?? 0) >> 4, body: bytes.subarray(at + 1, end), end }
  }
  return null
}
