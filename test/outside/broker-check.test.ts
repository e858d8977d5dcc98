import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accepts, until } from '../support/at-broker.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { startHouse } from '../support/house.ts'
import { type Mosquitto, type MosquittoOptions, startMosquitto } from '../support/mosquitto.ts'
import { type Ended, endAll, runProgram } from '../support/program.ts'

let folder: Folder
const brokers: Mosquitto[] = []
beforeAll(() => {
  folder = newFolder()
})
afterEach(async () => {
  await Promise.all(brokers.splice(0).map((broker) => broker.stop()))
})
afterAll(async () => {
  await endAll()
  folder.remove()
})

/** What the doctor says of a broker with these settings; `shows`: whether it may read them. */
async function doctorOf(change: MosquittoOptions['change'], shows: boolean): Promise<Ended> {
  const broker = await startMosquitto(change && { change })
  brokers.push(broker)
  const env = {
    ANLING_DATA: join(folder.path, 'data'),
    ...broker.env,
    ...(shows && { ANLING_BROKER_CONFIG: broker.configFile }),
  }
  return runProgram(['doctor'], { env }).ended()
}

const set = (name: string, value: string) => (config: string) =>
  `${config.replace(new RegExp(`^${name} .*\n`, 'm'), '')}\n${name} ${value}\n`

describe('the doctor', () => {
  test('finds nothing wrong with the settings of docs/operations.md', async () => {
    expect(await doctorOf(undefined, true)).toEqual({ how: 0, out: 'Nothing found.\n', err: '' })
  })

  test.each([
    [
      'max_queued_messages',
      '100',
      /^Of 2000 messages queued for a connection that was away \d+ were kept: raise max_queued_messages/,
    ],
    [
      'message_size_limit',
      '20000',
      /^A packet of 64 KiB, the largest that devices send, does not pass: raise message_size_limit/,
    ],
    [
      'max_packet_size',
      '20000',
      /^A packet of 64 KiB, the largest that devices send, does not pass: raise message_size_limit/,
    ],
  ])('notices by trying that %s is %s', async (name, value, sentence) => {
    const { how, out, err } = await doctorOf(set(name, value), false)
    expect([how, out]).toEqual([1, ''])
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
  })

  test('reads what cannot be tried, where it may', async () => {
    const { how, err } = await doctorOf(set('persistence', 'false'), true)
    expect(how).toBe(1)
    expect(err).toMatch(/mosquitto\.conf: persistence is not true: every restart of the broker forgets/)
  })

  test('says so when the broker is not there', async () => {
    const env = {
      ANLING_BROKER_URL: 'mqtt://127.0.0.1:9',
      ANLING_BROKER_USER: 'anling',
      ANLING_BROKER_PASSWORD: 'f3c1a9d27b5e48064c2d9e1b7a083f55',
      ANLING_BROKER_CONFIG: join(folder.path, 'nowhere.conf'),
    }
    const { how, err } = await runProgram(['doctor'], { env }).ended()
    expect(how).toBe(1)
    expect(err).toMatch(/The file .*nowhere\.conf cannot be read/)
    expect(err).toMatch(/The broker could not be tried out: .*ECONNREFUSED/)
  })

  test('has nothing to say of a house with a broker of its own', async () => {
    expect(await runProgram(['doctor']).ended()).toMatchObject({ how: 0, out: 'Nothing found.\n' })
  })
})

test('the house looks by itself soon after it has started, and says what the broker threw away', async () => {
  const change = (config: string) => `${set('max_queued_messages', '100')(config)}sys_interval 1\n`
  const broker = await startMosquitto({ change })
  brokers.push(broker)
  const lines: { msg: string; finding?: string; dropped?: number }[] = []
  const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const house = await startHouse({ config: broker.settings, logger })
  try {
    await until(() => accepts(house))
    await house.settled()
    house.clock.move(10_000)
    const findings = (): string[] => lines.flatMap(({ finding }) => finding ?? [])
    await until(async () => findings().length > 0)
    await until(async () => lines.some(({ dropped = 0 }) => dropped > 0))
    expect(findings()).toEqual([expect.stringMatching(/^Of 2000 messages .* raise max_queued_messages/)])
  } finally {
    await house.stop()
  }
})
