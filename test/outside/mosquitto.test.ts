import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import type { FromServer } from '#contract/live'
import { downTopic, upTopic } from '#contract/topics'
import { openConsole, type TestConsole } from '../support/console.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { claim, openCalls } from '../support/handling.ts'
import { type Person, signIn } from '../support/person.ts'
import { endAll, runProgram } from '../support/program.ts'
import { pushSignal } from '../support/push.ts'

/** Other people's MQTT client, other people's process: nothing here shares a line of code with the server. */
interface Device {
  readonly id: string
  readonly secret: string
  readonly home: string
}

let folder: Folder
let port: number
let url: string
let operator: Person
let devices: Device[]
const children = new Set<ChildProcess>()

beforeAll(async () => {
  folder = newFolder()
  const program = runProgram(['demo', '--json', '--quiet', '--http', '0', '--mqtt', '0', '--data', folder.path])
  const facts = JSON.parse(await program.firstLine()) as {
    url: string
    mqtt: string
    accounts: { role: string; user: string; password: string }[]
    devices: Device[]
  }
  const account = facts.accounts.find(({ role }) => role === 'operator')
  url = facts.url
  port = Number(new URL(facts.mqtt).port)
  devices = facts.devices
  operator = await signIn(url, account?.user ?? '', account?.password ?? '')
}, 60_000)
afterEach(async () => {
  await Promise.all([...children].map(end))
})
afterAll(async () => {
  await endAll()
  folder.remove()
})

async function end(child: ChildProcess): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  children.delete(child)
}

const login = ({ id, secret }: Device): string[] => ['-h', '127.0.0.1', '-p', String(port), '-u', id, '-P', secret]

function run(program: string, parameters: readonly string[]): ChildProcess {
  const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] })
  children.add(child)
  return child
}

/** `mosquitto_sub` on the device's own down topics; resolves once it listens. */
async function listen(device: Device): Promise<() => Promise<{ topic: string; body: Record<string, unknown> }>> {
  const topic = `anling/v1/${device.id}/down/#`
  const child = run('mosquitto_sub', [...login(device), '-i', `${device.id}-ear`, '-q', '1', '-v', '-t', topic])
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]()
  const next = async () => {
    const { value } = await lines.next()
    const [heard = '', ...body] = String(value).split(' ')
    return { topic: heard, body: JSON.parse(body.join(' ')) as Record<string, unknown> }
  }
  // The house tells every device that begins to listen how its call stands.
  await next()
  return next
}

/** `mosquitto_pub`; resolves with its exit code. */
async function publish(device: Device, topic: string, body: string, ...more: string[]): Promise<number> {
  const child = run('mosquitto_pub', [...login(device), '-i', device.id, '-q', '1', '-t', topic, '-m', body, ...more])
  const [code] = await once(child, 'exit')
  return Number(code)
}

const press = (id: string, kind = 'sos'): string =>
  JSON.stringify({ v: 1, id, kind, at: '2026-11-22T02:00:00Z', boot: 'b', n: 1 })

function device(place: number): Device {
  const found = devices[place]
  if (!found) throw new Error('no such device')
  return found
}

async function callOf({ id }: Device): Promise<Call | undefined> {
  return (await openCalls(operator)).find(({ deviceId }) => deviceId === id)
}

type Frame = Extract<FromServer, { type: 'frame' }>
/** The call of this device; a frame may bring others with it. */
const callIn = (frame: Frame, { id }: Device) => frame.calls.find(({ deviceId }) => deviceId === id)

const opened = (console: TestConsole, { id }: Device): Promise<Frame> =>
  console.until(
    (message): message is Frame => message.type === 'frame' && message.calls.some(({ deviceId }) => deviceId === id),
  )

test('mosquitto_pub presses, mosquitto_sub hears the receipt and the lamp, the desk sees the call both ways', async () => {
  const home = device(0)
  const console = await openConsole(operator)
  const next = await listen(home)
  expect(await publish(home, upTopic(home.id, 'alarm'), press('mosquitto-1'))).toBe(0)
  const heard = [await next(), await next()]
  const receipt = heard.find(({ topic }) => topic === downTopic(home.id, 'receipt'))
  expect(receipt?.body).toMatchObject({ id: 'mosquitto-1', stored: true })
  const lamp = heard.find(({ topic }) => topic === downTopic(home.id, 'state'))
  expect(lamp?.body).toMatchObject({ v: 1, state: 'ringing' })
  const call = await callOf(home)
  expect(call).toMatchObject({ kind: 'emergency', trigger: 'sos', state: 'waiting', home: { address: home.home } })
  expect(call?.number).toBe(lamp?.body.call)
  const frame = await opened(console, home)
  expect(frame.events.map(({ type }) => type)).toContain('call.opened')
  if (call) await claim(operator, call)
  expect((await next()).body).toMatchObject({ state: 'claimed' })
  console.close()
})

test('the same press by HTTP: receipt, row, frame', async () => {
  const home = device(1)
  const console = await openConsole(operator)
  const { status, receipt } = await pushSignal(url, home, press('http-1', 'smoke'))
  expect([status, receipt]).toMatchObject([200, { id: 'http-1', stored: true }])
  expect(callIn(await opened(console, home), home)).toMatchObject({ trigger: 'smoke', priority: 1 })
  expect(await callOf(home)).toMatchObject({ trigger: 'smoke', home: { address: home.home } })
  console.close()
})

test('the same press on both roads is one', async () => {
  const home = device(2)
  await publish(home, upTopic(home.id, 'key'), press('both'))
  await pushSignal(url, home, press('both'))
  await publish(home, upTopic(home.id, 'key'), press('both'))
  const console = await openConsole(operator)
  const { calls } = await console.until(
    (message): message is Extract<FromServer, { type: 'snapshot' }> => message.type === 'snapshot',
  )
  console.close()
  expect(calls.find(({ deviceId }) => deviceId === home.id)?.presses).toBe(1)
})

test('a stranger is not let in, and nobody hears another device', async () => {
  const [home, other] = [device(3), device(4)]
  const stranger = { ...home, secret: 'guess' }
  expect(await publish(stranger, upTopic(home.id, 'alarm'), press('x'))).not.toBe(0)
  expect((await pushSignal(url, stranger, press('x'))).status).toBe(401)
  const ear = run('mosquitto_sub', [
    ...login(home),
    '-i',
    'ear',
    '-q',
    '1',
    '-W',
    '2',
    '-t',
    downTopic(other.id, 'receipt'),
  ])
  let heard = ''
  ear.stdout?.on('data', (chunk) => {
    heard += String(chunk)
  })
  const gone = once(ear, 'exit')
  await publish(other, upTopic(other.id, 'alarm'), press('secret'))
  await gone
  expect(heard).toBe('')
  expect(await callOf(home)).toBeUndefined()
})

test('a retained press by mosquitto_pub rings once', async () => {
  const home = device(5)
  await publish(home, upTopic(home.id, 'alarm'), press('kept'), '-r')
  const ear = await listen(home)
  await publish(home, upTopic(home.id, 'key'), press('later', 'cancel'))
  expect((await ear()).body).toMatchObject({ id: 'later', stored: true })
  expect(await callOf(home)).toMatchObject({ presses: 1, cancelled: true })
})

test('a last will of mosquitto_sub that is an sos rings when its process is killed', async () => {
  const home = device(6)
  const console = await openConsole(operator)
  const will = ['--will-topic', upTopic(home.id, 'alarm'), '--will-payload', press('will'), '--will-qos', '1']
  const child = run('mosquitto_sub', [...login(home), '-i', home.id, '-t', downTopic(home.id, 'state'), ...will])
  // How its call stands is the first thing a device hears: it is on the line.
  await once(child.stdout ?? child, 'data')
  await end(child)
  expect(callIn(await opened(console, home), home)).toMatchObject({ trigger: 'sos' })
  console.close()
})
