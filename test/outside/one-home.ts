import { registryRoutes } from '#contract/routes'
import { type Patch, productCopy } from '../crash/product-copy.ts'
import { startServer } from '../crash/server-process.ts'
import { lookUntil } from '../crash/settled.ts'
import { ADMIN, seedTown } from '../crash/town.ts'
import { connectDevice, type TestDevice } from '../support/device.ts'
import { newFolder } from '../support/folder.ts'
import type { Mosquitto } from '../support/mosquitto.ts'
import { signIn } from '../support/person.ts'

/** The real server as a process, perhaps with planted bugs, and one home whose device is connected. */
export interface OneHome {
  readonly device: TestDevice
  revoke(): Promise<void>
  /** Whether the device's credential opens the door just now. */
  isLetIn(): Promise<boolean>
  stop(): Promise<void>
}

/** `mosquitto`: the outside broker at which the house takes presses; null: its own. */
export async function oneHome(mosquitto: Mosquitto | null, patches: readonly Patch[] = []): Promise<OneHome> {
  const copy = await productCopy(patches)
  const folder = newFolder()
  const [credential] = await seedTown(folder.path, 1, { brokerUrl: mosquitto?.url ?? null })
  if (!credential) throw new Error('the town is empty')
  const server = await startServer(copy, folder.path, mosquitto ? { env: mosquitto.env } : {})
  await lookUntil(folder.path, 'select count(*) = 0 from broker_accounts where confirmed_at is null')
  const device = await connectDevice(server.mqttPort, credential)
  return {
    device,
    async revoke() {
      const admin = await signIn(server.url, ADMIN.user, ADMIN.password)
      await admin.call(registryRoutes.revokeDevice, { params: { id: credential.id } })
    },
    async isLetIn() {
      const again = await connectDevice(server.mqttPort, credential).catch(() => null)
      await again?.stop()
      return again !== null
    },
    async stop() {
      await device.stop()
      await server.stop()
      copy.remove()
      folder.remove()
    },
  }
}
