import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { uuidv7 } from 'uuidv7'
import WebSocket from 'ws'
import { type WireDevice, wireDevice } from './wire.ts'

/**
 * The generator, a process of its own. `throughput`: every device has one press in flight, receipts are counted.
 * `latency`: presses at fixed instants whatever the answers do, measured from the instant they were meant for, so that
 * a stall cannot hide (research/performance.md §8).
 */
const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: '' },
    mode: { type: 'string', default: 'throughput' },
    seconds: { type: 'string', default: '4' },
    rate: { type: 'string', default: '10' },
    'server-pid': { type: 'string', default: 'self' },
  },
})

interface Facts {
  readonly url: string
  readonly mqttPort: number
  readonly password: string
  readonly devices: readonly { readonly id: string; readonly secret: string }[]
}

const facts = JSON.parse(readFileSync(values.facts, 'utf8')) as Facts
/** What comes first is not counted: code is compiled and caches fill. Milliseconds. */
const WARM_UP_MS = 2_000

async function connectAll(count: number): Promise<WireDevice[]> {
  const devices: WireDevice[] = []
  for (let from = 0; from < count; from += 100) {
    const part = facts.devices.slice(from, Math.min(from + 100, count))
    devices.push(...(await Promise.all(part.map(({ id, secret }) => wireDevice(facts.mqttPort, id, secret)))))
  }
  return devices
}

/** Processor time the server has used so far, user and system, in milliseconds (proc(5), fields 14 and 15). */
function serverCpuMs(): number {
  const fields = readFileSync(`/proc/${values['server-pid']}/stat`, 'utf8').split(' ')
  const ticksPerSecond = 100
  return ((Number(fields[13]) + Number(fields[14])) * 1000) / ticksPerSecond
}

async function throughput(): Promise<{ receipts: number; tookMs: number; cpuMs: number }> {
  const devices = await connectAll(facts.devices.length)
  const seconds = Number(values.seconds)
  let receipts = 0
  let counting = false
  let running = true
  await careForAll(devices)
  for (const device of devices) {
    const next = (): void => {
      if (running) device.press(uuidv7())
    }
    device.onReceipt = () => {
      if (counting) receipts += 1
      next()
    }
    next()
  }
  await after(WARM_UP_MS)
  counting = true
  const began = performance.now()
  const cpuBefore = serverCpuMs()
  await after(seconds * 1000)
  counting = false
  const tookMs = performance.now() - began
  const cpuMs = serverCpuMs() - cpuBefore
  running = false
  for (const device of devices) device.close()
  return { receipts, tookMs, cpuMs }
}

/** Every home presses once and its call is claimed and answered: what follows are presses, not ladders and phones. */
async function careForAll(devices: readonly WireDevice[]): Promise<void> {
  await Promise.all(
    devices.map((device) => {
      const receipted = new Promise<void>((resolve) => {
        device.onReceipt = () => resolve()
      })
      device.press(uuidv7())
      return receipted
    }),
  )
  const cookie = await signIn()
  const post = (path: string, body?: unknown) =>
    fetch(facts.url + path, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  for (let left = devices.length; left > 0; ) {
    const open = await fetch(`${facts.url}/api/calls`, { headers: { cookie } })
    const { items } = (await open.json()) as { items: { id: string; state: string; kind: string }[] }
    const calls = items.filter(({ kind }) => kind === 'emergency')
    const waiting = calls.filter(({ state }) => state === 'waiting')
    for (const { id } of waiting) {
      await post(`/api/calls/${id}/claim`)
      await post(`/api/calls/${id}/contact-attempts`, { contactId: null, channel: 'device', outcome: 'reached' })
    }
    left = waiting.length > 0 ? 1 : devices.length - calls.length
    if (calls.length === 0) break
  }
}

async function latency(): Promise<Record<string, number>> {
  const devices = await connectAll(Math.min(200, facts.devices.length))
  const meant = new Map<string, number>()
  const toReceipt: number[] = []
  const toConsole: number[] = []
  const console = await openConsole((signalId) => {
    const at = meant.get(signalId)
    if (at !== undefined) toConsole.push(performance.now() - at)
  })
  const gap = 1000 / Number(values.rate)
  const warmUp = Math.round(WARM_UP_MS / gap)
  const total = Math.round((Number(values.seconds) * 1000) / gap)
  const began = performance.now()
  for (let n = 0; n < warmUp + total; n += 1) {
    const at = began + n * gap
    await until(at)
    const device = devices[n % devices.length]
    const signalId = uuidv7()
    if (n >= warmUp) meant.set(signalId, at)
    if (device) {
      device.onReceipt = (id) => {
        const wanted = meant.get(id)
        if (wanted !== undefined) toReceipt.push(performance.now() - wanted)
      }
      device.press(signalId)
    }
  }
  await after(1_000)
  console.terminate()
  for (const device of devices) device.close()
  return {
    sent: total,
    receipted: toReceipt.length,
    shown: toConsole.length,
    receiptP50: quantile(toReceipt, 0.5),
    receiptP99: quantile(toReceipt, 0.99),
    consoleP50: quantile(toConsole, 0.5),
    consoleP99: quantile(toConsole, 0.99),
  }
}

async function signIn(): Promise<string> {
  const body = JSON.stringify({ user: 'operator', password: facts.password })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${facts.url}/api/session`, { method: 'POST', headers, body })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

async function openConsole(onSignal: (signalId: string) => void): Promise<WebSocket> {
  const cookie = await signIn()
  const socket = new WebSocket(`${facts.url.replace('http', 'ws')}/api/live`, { headers: { cookie } })
  await new Promise((resolve) => socket.once('open', resolve))
  const first = new Promise((resolve) => socket.once('message', resolve))
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { events?: { data: { signal?: string } }[] }
    for (const { data: facts_ } of frame.events ?? []) if (facts_.signal) onSignal(facts_.signal)
  })
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, after: null }))
  socket.send(JSON.stringify({ type: 'duty', on: true, audio: 'running', toneConfirmed: true }))
  const beat = setInterval(() => socket.send(JSON.stringify({ type: 'beat', audio: 'running' })), 2_000)
  socket.once('close', () => clearInterval(beat))
  await first
  return socket
}

function quantile(values_: readonly number[], part: number): number {
  const sorted = [...values_].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(at: number): Promise<void> {
  const wait = at - performance.now()
  if (wait > 0) await after(wait)
}

const result = values.mode === 'latency' ? await latency() : await throughput()
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)
