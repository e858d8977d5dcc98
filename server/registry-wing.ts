import type { Event } from '#contract/events'
import type { Config } from './config.ts'
import type { Tx } from './db/database.ts'
import { type Consumer, type ConsumerOptions, startConsumer } from './events/consumer.ts'
import type { EventLog } from './events/log.ts'
import type { Keys } from './installation/keys.ts'
import { accountKeeper } from './intake/outside/account-keeper.ts'
import { factorService } from './registry/accounts/factor-service.ts'
import { accountService } from './registry/accounts/service.ts'
import { sessionService } from './registry/accounts/session-service.ts'
import { deviceLifeService } from './registry/devices/life-service.ts'
import { deviceService } from './registry/devices/service.ts'
import { homeService } from './registry/homes/service.ts'
import { exportService } from './registry/imports/export-service.ts'
import { importService } from './registry/imports/service.ts'
import { vault } from './registry/imports/vault-service.ts'
import { type PairingService, pairingService } from './registry/pairing/service.ts'

export interface RegistryWingOptions extends Pick<ConsumerOptions, 'db' | 'clock' | 'onFault'> {
  readonly config: Config
  readonly events: EventLog
  readonly keys: Keys
}

/** Who may sign in, and what they can do about it. */
export function accessServices({ db, clock, events, keys }: Omit<RegistryWingOptions, 'config' | 'onFault'>) {
  const options = { db, clock, events, pepper: keys.pepper, accountKey: keys.accountKey }
  const factors = factorService(options)
  return { accounts: accountService(options, factors), sessions: sessionService(options), factors }
}

/** The registry: who lives where, with which device, and who may see it. */
export function registryWing({ config, db, clock, events, keys, onFault }: RegistryWingOptions) {
  const keeper = accountKeeper({ config, db, clock, secretKey: keys.secretKey })
  const credentials = { db, clock, events, pepper: keys.pepper, keeper }
  return {
    ...accessServices({ db, clock, events, keys }),
    homes: homeService(db, clock, events),
    devices: deviceService(credentials),
    lives: deviceLifeService(credentials),
    pairings: pairingService(credentials),
    exports: exportService(db, clock, events),
    imports: importService({ ...credentials, vault: vault(keys.importKey), onFault }),
  }
}

/** Whoever installs a device waits to see its test press. */
export function startTestConsumer(
  pairings: PairingService,
  reading: Pick<ConsumerOptions, 'db' | 'log' | 'clock' | 'beginsAfter' | 'onFault'>,
): Promise<Consumer> {
  const concerns = ({ type }: Event): boolean => type === 'device.tested'
  const take = async (tx: Tx, news: readonly Event[]): Promise<void> => {
    for (const { deviceId, at } of news) if (deviceId !== null) await pairings.tested(tx, deviceId, Date.parse(at))
  }
  return startConsumer({ name: 'device tests', concerns, take, ...reading })
}
