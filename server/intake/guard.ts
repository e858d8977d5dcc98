import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { Clock } from '../clock.ts'

export interface GuardLimits {
  /** Largest MQTT packet before and after sign-in, in bytes; aedes itself has no cap (reliability F8). */
  readonly strangerBytes: number
  readonly deviceBytes: number
  /** Packets a device may send in a burst, and per second for ever; beyond that its socket is read more slowly. */
  readonly burst: number
  readonly perSecond: number
}

export const DEFAULT_LIMITS: GuardLimits = {
  strangerBytes: 16 * 1024,
  deviceBytes: 64 * 1024,
  burst: 200,
  perSecond: 50,
}

export interface Guarded {
  readonly stream: Duplex
  /** The sender has signed in: the larger cap holds from now on. */
  trust(): void
}

/** Header of an MQTT packet is being read, or so many bytes of its body are still to come (MQTT 3.1.1 §2.2). */
interface Frame {
  state: 'type' | 'length' | 'body'
  length: number
  shift: number
  left: number
}

/**
 * Stands between socket and broker. Counts packets and their announced lengths without copying a byte; a packet over
 * the cap cuts the link before it is buffered. A sender over its limit is slowed by not reading its socket, so whole
 * packets are never dropped (design §5).
 */
export function guard(socket: Socket, limits: GuardLimits, clock: Clock, onOversized: () => void): Guarded {
  const frame: Frame = { state: 'type', length: 0, shift: 0, left: 0 }
  let cap = limits.strangerBytes
  let tokens = limits.burst
  let filledAt = clock.now()
  let wanted = false
  let corked = false

  function refill(): void {
    const now = clock.now()
    // A wall clock set back must not take anything: a device would fall silent for as long as the clock was wrong.
    const passed = Math.max(0, now - filledAt)
    tokens = Math.min(limits.burst, tokens + (passed * limits.perSecond) / 1000)
    filledAt = now
  }

  const stream = new Duplex({
    read() {
      wanted = true
      if (tokens > 0) socket.resume()
    },
    write(chunk: Buffer, _encoding, done) {
      gather()
      socket.write(chunk) ? done() : socket.once('drain', done)
    },
    final(done) {
      socket.end(() => done())
    },
    destroy(fault, done) {
      // What was gathered must still leave: a refusal is a CONNACK and then the end of the link (MQTT 3.1.1 §3.2.2.3).
      socket.uncork()
      socket.destroy()
      done(fault)
    },
  })

  /** What one turn of the event loop writes, PUBACK and receipt and lamp, leaves in one system call. */
  function gather(): void {
    if (corked) return
    corked = true
    socket.cork()
    setImmediate(() => {
      corked = false
      socket.uncork()
    })
  }

  function slowDown(): void {
    socket.pause()
    const wait = Math.ceil(((1 - tokens) * 1000) / limits.perSecond)
    setTimeout(() => {
      refill()
      if (wanted) socket.resume()
    }, wait).unref()
  }

  socket.on('data', (chunk: Buffer) => {
    const packets = advance(frame, chunk, cap)
    if (packets === null) {
      onOversized()
      stream.destroy()
      return
    }
    refill()
    tokens -= packets
    wanted = stream.push(chunk)
    if (tokens <= 0) slowDown()
    else if (!wanted) socket.pause()
  })
  socket.on('end', () => stream.push(null))
  socket.on('error', () => stream.destroy())
  socket.on('close', () => stream.destroy())
  return {
    stream,
    trust() {
      cap = limits.deviceBytes
    },
  }
}

/** Moves the frame over `chunk`; the number of packets begun in it, or null when one announces more than `cap`. */
function advance(frame: Frame, chunk: Uint8Array, cap: number): number | null {
  let packets = 0
  let place = 0
  while (place < chunk.length) {
    if (frame.state === 'body') {
      const step = Math.min(frame.left, chunk.length - place)
      frame.left -= step
      place += step
      if (frame.left === 0) frame.state = 'type'
      continue
    }
    const byte = chunk[place] ?? 0
    place += 1
    if (frame.state === 'type') {
      packets += 1
      begin(frame)
    } else if (!readLength(frame, byte, cap)) {
      return null
    }
  }
  return packets
}

function begin(frame: Frame): void {
  frame.state = 'length'
  frame.length = 0
  frame.shift = 0
}

/** One byte of the remaining length, seven bits at a time (§2.2.3). False when it exceeds the cap. */
function readLength(frame: Frame, byte: number, cap: number): boolean {
  frame.length += (byte & 0x7f) * 2 ** frame.shift
  frame.shift += 7
  if (frame.length > cap || frame.shift > 28) return false
  if ((byte & 0x80) === 0) {
    frame.left = frame.length
    frame.state = frame.length === 0 ? 'type' : 'body'
  }
  return true
}
