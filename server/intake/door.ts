import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/database.ts'
import type { DeviceService } from '../registry/devices/service.ts'
import type { Certificate } from '../tls/certificate.ts'
import { startBroker } from './broker.ts'
import type { DeviceLine } from './device-line.ts'
import { DEFAULT_LIMITS } from './guard.ts'
import { keepsAccounts } from './outside/account-keeper.ts'
import { examineBroker } from './outside/check.ts'
import { brokerControl } from './outside/control.ts'
import { openLinks } from './outside/link.ts'
import { brokerLogin } from './outside/login.ts'
import type { KnownDevice, Reception } from './reception.ts'

export interface DoorOptions {
  readonly config: Config
  readonly certificate: Certificate | null
  readonly db: Database
  readonly clock: Clock
  readonly secretKey: Uint8Array
  readonly isLeader: () => boolean
  readonly logger: Logger
  readonly reception: Reception
  readonly devices: Pick<DeviceService, 'authenticate' | 'exists' | 'find'>
  /** A device listens again: the moment to show it how its call stands. */
  readonly onReturn: (device: KnownDevice) => void
  readonly onFault: (fault: unknown, about?: unknown) => void
}

/**
 * Opens the door for devices: the broker of our own, or another's when `ANLING_BROKER_URL` names one.
 * @throws Unusable when a file the settings name cannot be read
 */
export async function openDoor(options: DoorOptions): Promise<DeviceLine> {
  return options.config.brokerUrl === null ? ownBroker(options) : outsideBroker(options)
}

function ownBroker({ config, devices, onReturn, ...options }: DoorOptions): Promise<DeviceLine> {
  const perSecond = config.devicePacketsPerSecond
  return startBroker({
    ...options,
    host: config.mqttHost,
    port: config.mqttPort,
    limits: { ...DEFAULT_LIMITS, perSecond, burst: perSecond * 4 },
    authenticate: devices.authenticate,
    isDevice: devices.exists,
    onListening: onReturn,
  })
}

function outsideBroker({ config, devices, logger, ...options }: DoorOptions): DeviceLine {
  const login = brokerLogin(config)
  const { processName } = config
  const onLost = onceAMinute(options.clock, (reason, link) =>
    logger.error({ link, reason }, 'a link to the broker went down; it is tried again until it holds'),
  )
  const control = brokerControl({
    ...options,
    login,
    processName,
    keepsAccounts: keepsAccounts(config),
    logger,
    examine: () => examineBroker(config),
    onLost,
  })
  return openLinks({
    ...options,
    login,
    processName,
    links: config.brokerLinks,
    control,
    find: devices.find,
    onUp: () => logger.info('the house takes presses at the outside broker'),
    onLost,
  })
}

/** Sixteen links that are tried every two seconds have one thing to say, not eight a second. */
function onceAMinute(clock: Clock, say: (reason: string, link: string) => void) {
  const saidAt = new Map<string, number>()
  return (reason: string, link: string): void => {
    const now = clock.now()
    if (now - (saidAt.get(reason) ?? Number.NEGATIVE_INFINITY) < 60_000) return
    saidAt.set(reason, now)
    say(reason, link)
  }
}
