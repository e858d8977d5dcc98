import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { accepts, until } from '../support/at-broker.ts'
import { type Authority, newAuthority } from '../support/certificates.ts'
import { connectDevice, type TestDevice } from '../support/device.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { type House, startHouse } from '../support/house.ts'
import { type Mosquitto, shownConfig, startMosquitto } from '../support/mosquitto.ts'

let folder: Folder
let authority: Authority
let other: Authority
let mosquitto: Mosquitto
const houses: House[] = []

beforeAll(async () => {
  folder = newFolder()
  authority = newAuthority(folder.path, 'ours')
  other = newAuthority(folder.path, 'theirs')
  mosquitto = await startMosquitto({ pair: authority.issue('broker') })
})
afterEach(async () => {
  await Promise.all(houses.splice(0).map((house) => house.stop()))
})
afterAll(async () => {
  await mosquitto.stop()
  folder.remove()
})

test('house and device speak TLS with the broker', async () => {
  const brokerUrl = `mqtts://127.0.0.1:${mosquitto.tlsPort}`
  const house = await startHouse({ config: { ...mosquitto.settings, brokerUrl, brokerCa: authority.file } })
  houses.push(house)
  await until(() => accepts(house))
  const credential = await house.app.devices.add(
    { model: 'AL-1', class: 'mains', homeId: null },
    { kind: 'house', id: null },
  )
  let device: TestDevice | null = null
  while (!device) {
    await house.settled()
    device = await connectDevice(mosquitto.tlsPort, credential, authority.pem).catch(() => null)
  }
  expect(await device.press('sos')).toMatchObject({ stored: true })
  await device.stop()
})

test('a broker that another authority has signed for is not spoken to', async () => {
  const reasons: string[] = []
  const write = (line: string): void => void reasons.push((JSON.parse(line) as { reason: string }).reason)
  const house = await startHouse({
    config: {
      ...mosquitto.settings,
      brokerUrl: `mqtts://127.0.0.1:${mosquitto.tlsPort}`,
      brokerCa: other.file,
    },
    logger: pino({ level: 'error' }, { write }),
  })
  houses.push(house)
  await until(async () => reasons.length > 0)
  expect(reasons[0]).toMatch(/unable to|self-signed|signature/)
  expect(await accepts(house)).toBe(false)
})

test('a file that cannot be read is named before anything is tried', async () => {
  const brokerCa = join(folder.path, 'nowhere.pem')
  await expect(startHouse({ config: { ...mosquitto.settings, brokerCa } })).rejects.toThrow(
    `The file ${brokerCa} cannot be read; the house needs it to sign in at the broker.`,
  )
})

/** What differs from one machine to the next, and nothing that decides what the broker keeps or whom it lets in. */
const PLACES = ['user', 'listener', 'plugin_opt_config_file', 'certfile', 'keyfile', 'persistence_location']

test('the settings that docs/operations.md shows are the ones these tests run with, but for places', () => {
  const settingsIn = (config: string): string[] =>
    config
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#') && !PLACES.includes(line.split(' ')[0] ?? ''))
  expect(settingsIn(readFileSync(mosquitto.configFile, 'utf8'))).toEqual(settingsIn(shownConfig()))
  expect(settingsIn(shownConfig()).length).toBeGreaterThan(5)
})
