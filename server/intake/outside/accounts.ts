import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import { decrypt } from '../../encryption.ts'
import { confirmErrand, type Errand, failErrand, openErrands } from './accounts-store.ts'
import {
  type Answer,
  type Command,
  type DynamicSecurity,
  letIn,
  letInAgain,
  shutOut,
  takeRights,
} from './dynamic-security.ts'
import type { BrokerLogin } from './login.ts'

/** The rows are the truth; a wake-up only makes it quicker. Milliseconds. */
const POLL_MS = 1_000
/** A device the broker will not take is tried again after this. Milliseconds. */
const RETRY_MS = 60_000
/** Devices told of in one message: the broker stands still while it writes its whole file after each command. */
const BATCH = 4

export interface BrokerAccountsOptions {
  readonly db: Database
  readonly clock: Clock
  readonly secretKey: Uint8Array
  readonly security: DynamicSecurity
  readonly username: BrokerLogin['username']
  /** Of all processes only one carries. */
  readonly isLeader: () => boolean
  /** The broker can be told something just now. */
  readonly isUp: () => boolean
  readonly onFault: (fault: unknown, about: string) => void
}

export interface BrokerAccounts {
  /** Something may have changed. */
  wake(): void
  /** The broker is there, perhaps one that has forgotten everything. */
  connected(): void
  /** Resolves when all that can be told now has been told. */
  settled(): Promise<void>
  /** Resolves when what was being written down has been. */
  stop(): Promise<void>
}

/** Carries devices that were added or revoked into Mosquitto, whenever it is there to be told (docs/adr/0015). */
export function brokerAccounts(options: BrokerAccountsOptions): BrokerAccounts {
  const { db, clock, security, username, isLeader, isUp, onFault } = options
  /** Devices the broker would not take, and when they are tried again. */
  const refused = new Map<string, number>()
  let prepared = false
  let running: Promise<void> | null = null
  let again = false

  async function run(): Promise<void> {
    do {
      again = false
      if (!isLeader() || !isUp()) return
      if (!prepared) await takeRights(security, username)
      prepared = true
      const errands = await next()
      if (errands.length === 0) continue
      await carry(errands)
      again = true
    } while (again)
  }

  async function next(): Promise<readonly Errand[]> {
    for (const [id, until] of refused) if (until <= clock.now()) refused.delete(id)
    const errands = await openErrands(db.read, BATCH + refused.size)
    return errands.filter(({ deviceId }) => !refused.has(deviceId)).slice(0, BATCH)
  }

  async function carry(errands: readonly Errand[]): Promise<void> {
    const faults = await told(errands)
    await db.write(async (tx) => {
      for (const errand of errands) {
        const fault = faults.get(errand.deviceId)
        if (fault === undefined) await confirmErrand(tx, errand, clock.now())
        else await failErrand(tx, errand.deviceId, fault)
      }
    })
    for (const [deviceId, fault] of faults) {
      refused.set(deviceId, clock.now() + RETRY_MS)
      onFault(new Error(`the broker does not take a device: ${fault}`), deviceId)
    }
  }

  /** Tells the broker; what it refused, by device. A new device it knows already is told again in other words. */
  async function told(errands: readonly Errand[]): Promise<Map<string, string>> {
    const faults = await tell(errands, letIn)
    const known = errands.filter(({ deviceId }) => faults.get(deviceId)?.includes('already exists'))
    for (const { deviceId } of known) faults.delete(deviceId)
    const renewed = known.filter(({ wanted }) => wanted === 'open')
    return new Map([...faults, ...(await tell(renewed, letInAgain))])
  }

  async function tell(errands: readonly Errand[], open: typeof letIn): Promise<Map<string, string>> {
    const commands = errands.map((errand) => commandsFor(errand, open))
    const answers = commands.length > 0 ? [...(await security.execute(commands.flat()))] : []
    const faults = new Map<string, string>()
    for (const [n, errand] of errands.entries()) {
      const fault = faultIn(answers.splice(0, commands[n]?.length ?? 0))
      if (fault !== undefined) faults.set(errand.deviceId, fault)
    }
    return faults
  }

  function commandsFor({ deviceId, wanted, encryptedSecret }: Errand, open: typeof letIn): readonly Command[] {
    if (wanted === 'shut' || encryptedSecret === null) return shutOut(deviceId)
    return open(deviceId, decrypt(options.secretKey, encryptedSecret, deviceId))
  }

  function wake(): Promise<void> {
    again = true
    running ??= run()
      .catch((fault: unknown) => {
        prepared = false
        onFault(fault, 'broker accounts')
      })
      .finally(() => {
        running = null
      })
    return running
  }

  const stopPolling = clock.every(POLL_MS, () => void wake())
  return {
    wake: () => void wake(),
    connected() {
      prepared = false
      void wake()
    },
    settled: wake,
    async stop() {
      stopPolling()
      await running
    },
  }
}

/** The last command decides: a role that is there already is no fault. A device that was never told of is shut out. */
function faultIn(answers: readonly Answer[]): string | undefined {
  const fault = answers.at(-1)?.error
  return fault === 'Client not found' ? undefined : fault
}
