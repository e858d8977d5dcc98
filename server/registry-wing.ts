import type { Event } from '#contract/events'
import type { Config } from './config.ts'
import type { Tx } from './db/database.ts'
import { type Consumer, type ConsumerOptions, startConsumer } from './events/consumer.ts'
import type { EventLog } from './events/log.ts'
import type { Keys } from './installation/keys.ts'
import { listFile } from './installation/list-file.ts'
import { accountKeeper } from './intake/outside/account-keeper.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { assignmentService } from './registry/accounts/assignment-service.ts'
import { factorService } from './registry/accounts/factor-service.ts'
import { lockService } from './registry/accounts/lock-service.ts'
import { accountService } from './registry/accounts/service.ts'
import { sessionService } from './registry/accounts/session-service.ts'
import { type SessionUse, sessionUse } from './registry/accounts/use-service.ts'
import { areaService } from './registry/areas/service.ts'
import { consentService } from './registry/consents/service.ts'
import { deskService } from './registry/desks/service.ts'
import { deviceLifeService } from './registry/devices/life-service.ts'
import { deviceService } from './registry/devices/service.ts'
import { feeFiles } from './registry/fees/file-service.ts'
import { type FeeService, feeService } from './registry/fees/service.ts'
import { movesUnit } from './registry/fees/stay.ts'
import { holdService } from './registry/holds/service.ts'
import { homeChangeService } from './registry/homes/change-service.ts'
import { contactService } from './registry/homes/contact-service.ts'
import { homeService } from './registry/homes/service.ts'
import { exportService } from './registry/imports/export-service.ts'
import { fileSafe } from './registry/imports/safe-service.ts'
import { importService } from './registry/imports/service.ts'
import { invitationService } from './registry/invitations/service.ts'
import { modelService } from './registry/models/service.ts'
import { type PairingService, pairingService } from './registry/pairing/service.ts'
import { photoService } from './registry/photos/service.ts'
import { erasureService } from './registry/privacy/erasure-service.ts'
import { personService } from './registry/privacy/person-service.ts'
import { readingService } from './registry/privacy/reading-service.ts'
import { retentionService } from './registry/privacy/retention-service.ts'
import { openVault } from './registry/privacy/vault-service.ts'
import { searchService } from './registry/residents/search-service.ts'
import { residentService } from './registry/residents/service.ts'
import { serviceTokenService } from './registry/service-tokens/service.ts'

/** How often sessions are ended that nobody uses; one that asks meanwhile is refused at once. Milliseconds. */
const UNUSED_MS = 60_000

export interface RegistryWingOptions extends Pick<ConsumerOptions, 'db' | 'clock' | 'onFault'> {
  readonly config: Config
  readonly events: EventLog
  readonly keys: Keys
  readonly isOnDuty: (accountId: string) => boolean
}

/** Without settings the usual ones hold. */
type AccessWingOptions = Omit<RegistryWingOptions, 'config' | 'isOnDuty' | 'onFault'> &
  Partial<Pick<RegistryWingOptions, 'config'>>

/** Who may sign in, and what they can do about it. */
export function accessServices({ db, clock, events, keys, config }: AccessWingOptions) {
  const { passwordRule = 'length', adminFactor } = config ?? {}
  const policy = { passwordRule, adminFactorRequired: adminFactor === 'required' }
  const options = { db, clock, events, pepper: keys.pepper, accountKey: keys.accountKey, ...policy }
  const factors = factorService(options)
  const accounts = accountService(options, factors)
  const sessions = sessionService(options)
  return { accounts, sessions, factors, assign: assignmentService(options), locks: lockService(options) }
}

/** The registry: who lives where, with which device, and who may see it. */
export function registryWing({ config, db, clock, events, keys, isOnDuty, onFault }: RegistryWingOptions) {
  const keeper = accountKeeper({ config, db, clock, secretKey: keys.secretKey })
  const idleMs = config.sessionIdleMinutes * 60_000
  const vault = openVault(keys.wrappingKey, clock, keys.blindMac)
  const credentials = { db, clock, events, pepper: keys.pepper, keeper }
  const access = accessServices({ db, clock, events, keys, config })
  const { mustEnrol } = access.factors
  const homeChanges = homeChangeService({ db, clock, events, vault })
  return {
    ...access,
    db,
    vault,
    areas: areaService({ db, clock, events }),
    desks: deskService({ db, clock, events }),
    uses: sessionUse({ db, clock, events, idleMs, isOnDuty, mustEnrol }),
    homes: homeService(db, clock, events, vault),
    homeChanges,
    consents: consentService(db, clock, events, vault),
    holds: holdService(db, clock, events),
    photos: photoService(db, clock, events, vault),
    contacts: contactService(clock, vault, homeChanges),
    readings: readingService(db),
    persons: personService({ db, clock, events, vault }),
    erasures: erasureService({ db, clock, events, vault, list: listFile(config.dataDir, 'erasures.jsonl'), onFault }),
    retention: retentionService(db, clock, events),
    devices: deviceService(credentials),
    lives: deviceLifeService(credentials),
    models: modelService(db, clock, events),
    fees: feeService(db, clock, events),
    feeFile: feeFiles(db, clock, events),
    pairings: pairingService(credentials),
    search: searchService(db, keys.blindMac),
    residents: residentService({ db, clock, events, vault, blindMac: keys.blindMac }),
    serviceTokens: serviceTokenService(db, clock, events),
    invitations: invitationService(db, clock, events, config.passwordRule),
    exports: exportService(db, clock, events, vault),
    imports: importService({ ...credentials, vault, safe: fileSafe(keys.importKey), onFault }),
  }
}

/** Whoever installs a device waits to see its test press. */
function startTestConsumer(
  pairings: PairingService,
  reading: Pick<ConsumerOptions, 'db' | 'log' | 'clock' | 'beginsAfter' | 'onFault'>,
): Promise<Consumer> {
  const concerns = ({ type }: Event): boolean => type === 'device.tested'
  const take = async (tx: Tx, news: readonly Event[]): Promise<void> => {
    for (const { deviceId, at } of news) if (deviceId !== null) await pairings.tested(tx, deviceId, Date.parse(at))
  }
  return startConsumer({ name: 'device tests', concerns, take, ...reading })
}

/** Units come to homes and leave them: the fees follow, from the first event there ever was. */
function startFeeConsumer(
  fees: FeeService,
  { db, log, clock, onFault }: Pick<ConsumerOptions, 'db' | 'log' | 'clock' | 'onFault'>,
): Promise<Consumer> {
  return startConsumer({ name: 'device stays', concerns: movesUnit, take: fees.follow, db, log, clock, onFault })
}

interface Errands {
  readonly pairings: PairingService
  readonly uses: SessionUse
  readonly fees: FeeService
}

/** What the registry does by itself. */
export async function startErrands(
  { pairings, uses, fees }: Errands,
  reading: Pick<ConsumerOptions, 'db' | 'log' | 'clock' | 'beginsAfter' | 'onFault'>,
): Promise<Consumer> {
  const { clock, onFault } = reading
  const testing = await startTestConsumer(pairings, reading)
  const staying = await startFeeConsumer(fees, reading)
  let sweeping = Promise.resolve()
  const endUnused = oneAtATime(uses.endUnused)
  const sweep = (): void => {
    sweeping = endUnused().catch(onFault)
  }
  const stopSweeping = clock.every(UNUSED_MS, sweep)
  return {
    async settled() {
      await testing.settled()
      await staying.settled()
      await sweeping
    },
    stop() {
      testing.stop()
      staying.stop()
      stopSweeping()
    },
  }
}
