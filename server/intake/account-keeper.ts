import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { CredentialKeeper } from '../registry/devices/service.ts'
import { seal } from '../seal.ts'
import { wantOpen, wantShut } from './accounts-store.ts'

type AccountSettings = Pick<Config, 'brokerUrl' | 'brokerAuthToken'>

/** Writes down what an outside broker must learn of a device, in the transaction that decides it. */
export function accountKeeper(config: AccountSettings, sealKey: Uint8Array, clock: Clock): CredentialKeeper {
  return {
    async added(tx, id, secret) {
      if (keepsAccounts(config)) await wantOpen(tx, id, seal(sealKey, secret, id), clock.now())
    },
    // Also while the house has a broker of its own again: the other one still knows the device.
    revoked: (tx, id) => wantShut(tx, id, clock.now()),
  }
}

/** Whether there is a broker that keeps accounts of its own, instead of asking the house at every connection. */
export function keepsAccounts({ brokerUrl, brokerAuthToken }: AccountSettings): boolean {
  return brokerUrl !== null && brokerAuthToken === null
}
