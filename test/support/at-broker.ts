import type { DeviceCredential } from '#contract/registry'
import { healthRoutes, registryRoutes } from '#contract/routes'
import { connectDevice, type TestDevice } from './device.ts'
import { type House, type HouseOptions, startHouse } from './house.ts'
import type { Mosquitto } from './mosquitto.ts'

/** Houses whose door is at an outside broker, and devices that connect to that broker. */
export interface AtBroker {
  /** A house that takes presses there. */
  house(options?: HouseOptions): Promise<House>
  /** A device of a new home, registered and not connected. */
  register(house: House): Promise<DeviceCredential>
  /** The device with this credential, as soon as the broker lets it in. */
  connected(house: House, credential: DeviceCredential): Promise<TestDevice>
  unit(house: House): Promise<TestDevice>
  /** Stops every device and house of this test. */
  leave(): Promise<void>
}

export function atBroker(broker: () => Mosquitto): AtBroker {
  const houses: House[] = []
  const devices: TestDevice[] = []

  async function register(house: House): Promise<DeviceCredential> {
    const admin = await house.given.admin()
    const home = { address: '幸福里1号', areaId: null, doorNote: '', residents: [], contacts: [] }
    const { id: homeId } = await admin.call(registryRoutes.addHome, { body: home })
    return admin.call(registryRoutes.addDevice, { body: { model: 'AL-1', class: 'mains', homeId } })
  }

  async function connected(house: House, credential: DeviceCredential): Promise<TestDevice> {
    for (;;) {
      await house.settled()
      const device = await connectDevice(broker().port, credential).catch(() => null)
      if (!device) continue
      devices.push(device)
      return device
    }
  }

  return {
    async house(options = {}) {
      const house = await startHouse({ ...options, config: { ...broker().settings, ...options.config } })
      houses.push(house)
      await until(() => accepts(house))
      return house
    },
    register,
    connected,
    unit: async (house) => connected(house, await register(house)),
    async leave() {
      await Promise.all(devices.splice(0).map((device) => device.stop()))
      await Promise.all(houses.splice(0).map((house) => house.stop()))
    },
  }
}

/** Whether the house says of itself that it takes presses. */
export async function accepts(house: House): Promise<boolean> {
  const answer = await fetch(house.app.url + healthRoutes.health.url)
  return ((await answer.json()) as { acceptingSignals: boolean }).acceptingSignals
}

/** Looks again and again; the limit is the test's own. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate)
}
