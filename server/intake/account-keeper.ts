import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Database, Tx } from '../db/database.ts'
import type { CredentialKeeper } from '../registry/devices/service.ts'
import { seal } from '../seal.ts'
import { hasAccount, wantOpen, wantShut } from './accounts-store.ts'

export interface AccountKeeperOptions {
  readonly config: Pick<Config, 'brokerUrl' | 'brokerAuthToken'>
  readonly db: Database
  readonly clock: Clock
  readonly sealKey: Uint8Array
}

/** Writes down what an outside broker must learn of a device, in the transaction that decides it. */
export function accountKeeper({ config, db, clock, sealKey }: AccountKeeperOptions): CredentialKeeper {
  async function added(tx: Tx, id: string, secret: string): Promise<void> {
    if (keepsAccounts(config)) await wantOpen(tx, id, seal(sealKey, secret, id), clock.now())
  }
  return {
    added,
    // Also while the house has a broker of its own again: the other one still knows the device.
    revoked: (tx, id) => wantShut(tx, id, clock.now()),
    // A device from before there was this broker comes by HTTP, and by this it is let in there too (docs/adr/0015).
    async proved(id, secret) {
      if (!keepsAccounts(config) || (await hasAccount(db.read, id))) return
      await db.write((tx) => added(tx, id, secret))
    },
  }
}

/** Whether there is a broker that keeps accounts of its own, instead of asking the house at every connection. */
export function keepsAccounts({ brokerUrl, brokerAuthToken }: AccountKeeperOptions['config']): boolean {
  return brokerUrl !== null && brokerAuthToken === null
}
