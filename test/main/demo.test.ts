import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { callRoutes, healthRoutes, registryRoutes } from '#contract/routes'
import { runSql } from '../store/shell.ts'
import { connectDevice } from '../support/device.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { onlyCall } from '../support/handling.ts'
import { signIn } from '../support/person.ts'
import { endAll, type Program, runProgram } from '../support/program.ts'

interface Facts {
  readonly url: string
  readonly mqtt: string
  readonly accounts: readonly { readonly role: string; readonly user: string; readonly password: string }[]
  readonly devices: readonly { readonly id: string; readonly secret: string; readonly home: string }[]
}

let folder: Folder
beforeAll(() => {
  folder = newFolder()
})
afterEach(endAll)
afterAll(() => folder.remove())

/** Settings of a real server that stand around a demo mean nothing to it. */
const env = { ANLING_HTTP_HOST: '0.0.0.0', ANLING_TLS_CERT: '/nowhere.pem', ANLING_TLS_KEY: '/nowhere.key' }

const demo = (data: string): Program =>
  runProgram(['demo', '--json', '--quiet', '--http', '0', '--mqtt', '0', '--data', `${folder.path}/${data}`], { env })

const factsOf = async (program: Program): Promise<Facts> => JSON.parse(await program.firstLine()) as Facts

async function healthOf(url: string): Promise<unknown> {
  return (await fetch(url + healthRoutes.health.url)).json()
}

async function operatorOf({ url, accounts }: Facts) {
  const account = accounts.find(({ role }) => role === 'operator')
  return signIn(url, account?.user ?? '', account?.password ?? '')
}

test('the demo tells in one line how to get in, keeps its town over restarts, and ends when asked', async () => {
  const first = demo('town')
  const facts = await factsOf(first)
  expect(facts.accounts.map(({ role }) => role).sort()).toEqual(['admin', ...Array(3).fill('operator'), 'supervisor'])
  expect(facts.devices).toHaveLength(200)
  expect(await healthOf(facts.url)).toMatchObject({ ok: true, acceptingSignals: true })

  const operator = await operatorOf(facts)
  const device = await connectDevice(Number(new URL(facts.mqtt).port), facts.devices[0] ?? { id: '', secret: '' })
  expect(await device.press('sos')).toMatchObject({ stored: true })
  await device.lamp('ringing')
  expect((await onlyCall(operator)).home?.residents[0]?.name).toBe('王秀兰')
  await device.stop()
  first.signal('SIGINT')
  const { how, out } = await first.ended()
  expect([how, out.trim().split('\n').length]).toEqual([0, 1])

  const second = demo('town')
  const again = await factsOf(second)
  expect({ ...again, url: '', mqtt: '' }).toEqual({ ...facts, url: '', mqtt: '' })
  expect(await onlyCall(await operatorOf(again))).toMatchObject({
    trigger: 'sos',
    number: expect.stringMatching(/-0001$/),
  })
  second.signal('SIGTERM')
  expect((await second.ended()).how).toBe(0)
})

test('a demo that was killed while its town was built builds it anew', { timeout: 60_000 }, async () => {
  const killed = demo('killed')
  // The database is there, the facts are not: the town is being built.
  await until(() => existsSync(`${folder.path}/killed/anling.sqlite`))
  killed.signal('SIGKILL')
  await killed.ended()
  expect(existsSync(`${folder.path}/killed/demo.json`)).toBe(false)
  const facts = await factsOf(demo('killed'))
  expect(facts.devices).toHaveLength(200)
  expect((await operatorOf(facts)).account.role).toBe('operator')
})

test('one process per data folder, and a second one says so', { timeout: 60_000 }, async () => {
  const facts = await factsOf(demo('one'))
  const second = await demo('one').ended()
  expect(second.how).toBe(1)
  expect(second.err).toMatch(/^Another Anling is running on the data folder .*; stop it first\.\n$/)
  expect(await healthOf(facts.url)).toMatchObject({ ok: true })
})

test('verify reads the chain of a real installation, and user adds an account to it', { timeout: 60_000 }, async () => {
  const env = {
    ANLING_DATA: `${folder.path}/real`,
    ANLING_HTTP_PORT: '0',
    ANLING_MQTT_PORT: '0',
    ANLING_LOG_LEVEL: 'error',
  }
  const user = (name: string) => ['user', '--user', name, '--name', '管理员', '--role', 'admin']
  const added = await runProgram(user('boss'), { env, input: 'a long enough word\n' }).ended()
  expect([added.how, added.out]).toEqual([0, 'Account boss (admin) added\n'])

  const server = runProgram(['start'], { env })
  const url = /http:\/\/[\d.:]+/.exec(await server.firstLine())?.[0] ?? ''
  const boss = await signIn(url, 'boss', 'a long enough word')
  const home = { address: '幸福里', areaId: null, doorNote: '', residents: [], contacts: [] }
  await boss.call(registryRoutes.addHome, { body: home })
  expect((await boss.try(callRoutes.list)).status).toBe(403)
  server.signal('SIGTERM')
  expect((await server.ended()).how).toBe(0)

  const whole = await runProgram(['verify'], { env }).ended()
  expect([whole.how, whole.out]).toEqual([0, '3 events, chain whole\n'])
  const file = `${env.ANLING_DATA}/anling.sqlite`
  runSql(file, 'drop trigger events_no_update')
  runSql(file, "update events set actor_id = 'somebody else' where seq = 2")
  const broken = await runProgram(['verify', '--data', env.ANLING_DATA], { env: {} }).ended()
  expect([broken.how, broken.err]).toEqual([1, 'The chain is broken at event 2; 1 events before it are whole.\n'])
})

/** Looks again in every turn of the event loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise<void>((resolve) => setImmediate(resolve))
}
