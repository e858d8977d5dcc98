import type { IPublishPacket } from 'mqtt'
import type { Logger } from 'pino'
import { type BrokerAccountsOptions, brokerAccounts } from './accounts.ts'
import { ANSWERS, dynamicSecurity } from './dynamic-security.ts'
import { linkConnection } from './link-connection.ts'
import type { BrokerLogin } from './login.ts'

/** What Mosquitto says of itself: its version, and messages that it threw away since it began. */
const VERSION = '$SYS/broker/version'
const DROPPED = '$SYS/broker/publish/messages/dropped'

/** After a start presses that waited come first, then the broker is tried out. Milliseconds. */
const EXAMINE_AFTER_MS = 10_000

export interface BrokerControlOptions extends Pick<BrokerAccountsOptions, 'db' | 'clock' | 'secretKey' | 'isLeader'> {
  readonly login: BrokerLogin
  readonly processName: string
  /** Whether the broker's accounts are the house's to keep; otherwise it asks the house at every connection. */
  readonly keepsAccounts: boolean
  readonly logger: Logger
  /** Looks for settings of the broker that lose messages; one sentence per finding. */
  readonly examine: () => Promise<readonly string[]>
  readonly onFault: (fault: unknown, about: string) => void
  readonly onLost: (reason: string, link: string) => void
}

/** The house's word with the broker itself, on a connection beside the links. */
export interface BrokerControl {
  /** A device was revoked, here or by another process. */
  wake(): void
  /** Resolves when the broker knows all it can be told now. */
  settled(): Promise<void>
  close(): Promise<void>
}

export function brokerControl(options: BrokerControlOptions): BrokerControl {
  const { login, processName, keepsAccounts, logger } = options
  const clientId = `anling-${processName}-control`
  const security = dynamicSecurity((topic, payload) => connection.publish(topic, payload))
  const isUp = (): boolean => keepsAccounts && connection.open
  const accounts = brokerAccounts({ ...options, username: login.username, security, isUp })
  const watch = droppedWatch(logger)
  const connection = linkConnection({
    login,
    clientId,
    filters: [VERSION, DROPPED, ...(keepsAccounts ? [ANSWERS] : [])],
    sessionS: 0,
    async take({ topic, payload }: IPublishPacket) {
      if (topic === ANSWERS) security.hear(payload.toString())
      else if (topic === DROPPED) watch(Number(payload))
      else logger.info({ broker: payload.toString() }, 'the broker says what it is')
    },
    onOpen: accounts.connected,
    onLost(reason) {
      security.lost()
      options.onLost(reason, clientId)
    },
  })
  const stopWaiting = options.clock.every(EXAMINE_AFTER_MS, () => {
    stopWaiting()
    if (options.isLeader()) void examine(options)
  })
  return {
    wake: accounts.wake,
    settled: accounts.settled,
    async close() {
      stopWaiting()
      // What has been asked is answered to nobody any more.
      security.lost()
      await accounts.stop()
      await connection.close()
    },
  }
}

async function examine({ examine, logger, onFault }: BrokerControlOptions): Promise<void> {
  try {
    for (const finding of await examine()) logger.error({ finding }, 'a setting of the broker loses messages')
  } catch (fault) {
    onFault(fault, 'examining the broker')
  }
}

/** The number starts anew with the broker, so only growth is news. */
function droppedWatch(logger: Logger): (count: number) => void {
  let before: number | null = null
  return (count) => {
    if (before !== null && count > before) {
      logger.error(
        { dropped: count - before },
        'the broker has thrown messages away; see what "npm run anling doctor" says of its settings',
      )
    }
    before = count
  }
}
