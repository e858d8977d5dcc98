import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Database, Tx } from '../../db/database.ts'
import { encrypt } from '../../encryption.ts'
import type { CredentialKeeper } from '../../registry/devices/service.ts'
import { accountOf, wantIn, wantShut } from './accounts-store.ts'

export interface AccountKeeperOptions {
  readonly config: Pick<Config, 'brokerUrl' | 'brokerAuthToken'>
  readonly db: Database
  readonly clock: Clock
  readonly secretKey: Uint8Array
}

/** A device that comes by HTTP may have been forgotten by the broker; asked about again after this. Milliseconds. */
const ASK_AGAIN_MS = 600_000

/** Writes down what an outside broker must learn of a device, in the transaction that decides it. */
export function accountKeeper({ config, db, clock, secretKey }: AccountKeeperOptions): CredentialKeeper {
  async function wish(tx: Tx, deviceId: string, secret: string, wanted: 'open' | 'known'): Promise<void> {
    if (!keepsAccounts(config)) return
    await wantIn(tx, {
      deviceId,
      wanted,
      encryptedSecret: encrypt(secretKey, secret, deviceId),
      changedAt: clock.now(),
    })
  }
  return {
    added: (tx, id, secret) => wish(tx, id, secret, 'open'),
    // Also while the house has a broker of its own again: the other one still knows the device.
    revoked: (tx, id) => wantShut(tx, id, clock.now()),
    // From before there was this broker, or missing in a file somebody put back: by this it is let in (docs/adr/0015).
    async proved(id, secret) {
      if (!keepsAccounts(config)) return
      const account = await accountOf(db.read, id)
      const askedAt = account ? account.confirmedAt : 0
      if (askedAt === null || clock.now() - askedAt < ASK_AGAIN_MS) return
      await db.write((tx) => wish(tx, id, secret, 'known'))
    },
  }
}

/** Whether there is a broker that keeps accounts of its own, instead of asking the house at every connection. */
export function keepsAccounts({ brokerUrl, brokerAuthToken }: AccountKeeperOptions['config']): boolean {
  return brokerUrl !== null && brokerAuthToken === null
}
