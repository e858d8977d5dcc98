import { afterEach, beforeEach, expect, test } from 'vitest'
import { accountKeeper } from '../../server/intake/outside/account-keeper.ts'
import { type BrokerAccounts, brokerAccounts } from '../../server/intake/outside/accounts.ts'
import type { Answer, Command } from '../../server/intake/outside/dynamic-security.ts'
import { type HandClock, handClock } from '../support/clock.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

const SECRET_KEY = new Uint8Array(32).fill(9)
const OK: Answer = {}

let store: TemporaryStore
let clock: HandClock
let accounts: BrokerAccounts
/** What the broker was told, without its questions about the house itself. */
let told: string[]
let faults: string[]
let isLeader: boolean
/** How the broker answers; a test may put another answer here. */
let answer: (command: Command) => Promise<Answer>

beforeEach(async () => {
  store = await temporaryStore()
  clock = handClock()
  told = []
  faults = []
  isLeader = true
  answer = async () => OK
  accounts = brokerAccounts({
    db: store.db,
    clock,
    secretKey: SECRET_KEY,
    username: 'anling',
    security: { execute: (commands) => Promise.all(commands.map(hear)), hear() {}, lost() {} },
    isLeader: () => isLeader,
    isUp: () => true,
    onFault: (fault, about) => faults.push(`${about}: ${fault instanceof Error ? fault.message : fault}`),
  })
})
afterEach(async () => {
  await accounts.stop()
  await store.close()
})

async function hear(command: Command): Promise<Answer> {
  if (command.command === 'getClient') return { data: { roles: ['anling-house'] } }
  if (command.username !== undefined)
    told.push(`${command.command} ${command.username} ${command.password ?? ''}`.trim())
  return answer(command)
}

const keeper = () =>
  accountKeeper({
    config: { brokerUrl: 'mqtt://127.0.0.1', brokerAuthToken: null },
    db: store.db,
    clock,
    secretKey: SECRET_KEY,
  })
const add = (id: string) => store.db.write((tx) => keeper().added(tx, id, `secret of ${id}`))
const revoke = (id: string) => store.db.write((tx) => keeper().revoked(tx, id))
const open = () => store.sql('select device_id, wanted, fault from broker_accounts where confirmed_at is null')

test('a device is told of once, with its secret, and the secret is blanked', async () => {
  await add('a')
  await accounts.settled()
  await accounts.settled()
  expect(told).toEqual(['createClient a secret of a'])
  expect(await store.sql('select encrypted_secret, confirmed_at from broker_accounts')).toEqual([
    { encrypted_secret: null, confirmed_at: clock.now() },
  ])
})

test('of several processes only the leader tells', async () => {
  isLeader = false
  await add('a')
  await accounts.settled()
  expect(told).toEqual([])
  isLeader = true
  await accounts.settled()
  expect(told).toEqual(['createClient a secret of a'])
})

test('a broker that does not answer leaves the errand open for later', async () => {
  answer = () => Promise.reject(new Error('the connection was lost'))
  await add('a')
  await accounts.settled()
  expect(await open()).toEqual([{ device_id: 'a', wanted: 'open', fault: null }])
  expect(faults).toEqual(['broker accounts: the connection was lost'])
  answer = async () => OK
  clock.move(1_000)
  await accounts.settled()
  expect(await open()).toEqual([])
})

test('a device that the broker refuses holds up nobody else, and is tried again after a minute', async () => {
  answer = async ({ username }) => (username === 'bad' ? { error: 'Invalid username' } : OK)
  for (const id of ['bad', 'b', 'c', 'd', 'e', 'f']) await add(id)
  await accounts.settled()
  expect(await open()).toEqual([{ device_id: 'bad', wanted: 'open', fault: 'Invalid username' }])
  expect(faults).toEqual(['bad: the broker does not take a device: Invalid username'])
  answer = async () => OK
  clock.move(59_000)
  await accounts.settled()
  expect(await open()).toHaveLength(1)
  clock.move(1_000)
  await accounts.settled()
  expect(await open()).toEqual([])
})

test('a device that is revoked while the broker is being told of it ends shut', async () => {
  answer = async ({ command, username }) => {
    if (command === 'createClient' && username === 'a') await revoke('a')
    return OK
  }
  await add('a')
  await accounts.settled()
  expect(told).toEqual(['createClient a secret of a', 'disableClient a'])
  expect(await store.sql('select wanted, encrypted_secret from broker_accounts')).toEqual([
    { wanted: 'shut', encrypted_secret: null },
  ])
  expect(await open()).toEqual([])
})

test('one that the broker never knew counts as shut out', async () => {
  await add('a')
  await revoke('a')
  answer = async () => ({ error: 'Client not found' })
  await accounts.settled()
  expect(told).toEqual(['disableClient a'])
  expect(await open()).toEqual([])
})

test('nothing is written down where no broker keeps accounts', async () => {
  for (const config of [
    { brokerUrl: null, brokerAuthToken: null },
    { brokerUrl: 'mqtts://emqx.test', brokerAuthToken: 'c4d1f0a97b5e48064c2d9e1b7a083f55' },
  ]) {
    const other = accountKeeper({ config, db: store.db, clock, secretKey: SECRET_KEY })
    await store.db.write((tx) => other.added(tx, 'a', 'secret'))
    await other.proved('a', 'secret')
  }
  expect(await open()).toEqual([])
})

test('a device that shows its secret is told of, unless it is being told of or was lately', async () => {
  await keeper().proved('old', 'shown')
  await keeper().proved('old', 'shown')
  await add('new')
  await keeper().proved('new', 'shown')
  await accounts.settled()
  await keeper().proved('old', 'shown')
  await accounts.settled()
  expect(told.sort()).toEqual(['createClient new secret of new', 'createClient old shown'])
})

test('a device that comes by HTTP later is looked after again, and not disturbed when the broker knows it', async () => {
  await add('a')
  await accounts.settled()
  clock.move(600_000)
  answer = async () => ({ error: 'Client already exists' })
  await keeper().proved('a', 'secret of a')
  await accounts.settled()
  expect(told).toEqual(['createClient a secret of a', 'createClient a secret of a'])
  expect(await open()).toEqual([])
})

test('a device that shows its secret while it is being revoked stays out', async () => {
  await add('a')
  await revoke('a')
  await keeper().proved('a', 'shown')
  await accounts.settled()
  clock.move(600_000)
  await keeper().proved('a', 'shown')
  await accounts.settled()
  expect(told).toEqual(['disableClient a'])
})
