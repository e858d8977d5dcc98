import type { Deed } from './trace.ts'

/** Signals that a device was told are safe, by id. */
export interface Acknowledged {
  readonly pubacks: readonly string[]
  readonly receipts: readonly string[]
}

/** Names the signal that a packet identifier stands for on the connection from this local port. */
export type IdOf = (port: number, messageId: number) => string | undefined

/** Reads what a server sent to its devices; asked in the order of the trace. */
export function acknowledgements(idOf: IdOf): (deed: Extract<Deed, { type: 'sent' }>) => Acknowledged {
  /** Bytes of packets that are not complete yet, by port. */
  const streams = new Map<number, Buffer>()
  return ({ port, bytes }) => {
    const pubacks: string[] = []
    const receipts: string[] = []
    let left = Buffer.concat([streams.get(port) ?? Buffer.alloc(0), bytes])
    for (let packet = firstPacket(left); packet; packet = firstPacket(left)) {
      pubacks.push(...pubackIn(packet, port, idOf))
      receipts.push(...receiptIn(packet))
      left = left.subarray(packet.end)
    }
    streams.set(port, left)
    return { pubacks, receipts }
  }
}

function pubackIn({ kind, body }: Packet, port: number, idOf: IdOf): string[] {
  const id = kind === PUBACK ? idOf(port, body.readUInt16BE(0)) : undefined
  return id === undefined ? [] : [id]
}

function receiptIn({ kind, body }: Packet): string[] {
  return kind === PUBLISH && body.includes('/down/receipt') ? idsIn(body) : []
}

/** Ids of the test's own making stand out in any page or packet. */
export function idsIn(bytes: Buffer): string[] {
  return bytes.toString('latin1').match(/home-\d{5}-\d{6}/g) ?? []
}

/** Packet types of MQTT 3.1.1 §2.2.1. */
const PUBLISH = 3
const PUBACK = 4

interface Packet {
  readonly kind: number
  readonly body: Buffer
  /** Where the next one begins. */
  readonly end: number
}

/** The first whole packet: a byte of type, the length in groups of seven bits (§2.2.3), the body. */
function firstPacket(bytes: Buffer): Packet | null {
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
