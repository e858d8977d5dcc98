import { setTimeout as instant } from 'node:timers/promises'
import type { DeviceCredential } from '#contract/registry'
import type { SignalKind } from '#contract/signals'
import { audit, eventsOf } from '../crash/audit.ts'
import { type Dice, dice } from '../crash/dice.ts'
import type { Findings } from '../crash/findings.ts'
import { type Ledger, newLedger } from '../crash/ledger.ts'
import type { ProductCopy } from '../crash/product-copy.ts'
import { type ServerProcess, startServer } from '../crash/server-process.ts'
import { lookUntil, settled } from '../crash/settled.ts'
import { seedTown } from '../crash/town.ts'
import { newUnit, type Unit } from '../crash/unit.ts'
import { newFolder } from '../support/folder.ts'
import type { Mosquitto } from '../support/mosquitto.ts'

export interface BrokerTortureOptions {
  readonly copy: ProductCopy
  readonly mosquitto: Mosquitto
  /** Who is killed with SIGKILL. */
  readonly victim: 'broker' | 'house'
  readonly kills: number
  readonly seed: number
  readonly devices: number
  /** Presses each device has under way. */
  readonly window: number
}

export interface BrokerVerdict {
  readonly ledger: Ledger
  readonly findings: Findings
  /** From the moment the victim listened again, and units were connected, to the first receipt of its new life. Milliseconds. */
  readonly recoveryMs: readonly number[]
  /** Signals sent, the resent ones counted again. */
  readonly sendings: number
}

/** When in a life the kill comes, in milliseconds after its first receipt. */
const LIFE_MS = [50, 300] as const
/** A unit sends again what has no receipt for so long; real ones wait 2 s first. Milliseconds. */
const RESEND_MS = 400
const KINDS: readonly [SignalKind, ...SignalKind[]] = ['sos', 'sos', 'fall', 'service', 'meal', 'battery_low']

/** Kills broker or house again and again while devices press, resending until they hold the house's receipt. */
export async function brokerTorture(options: BrokerTortureOptions): Promise<BrokerVerdict> {
  const { copy, mosquitto, kills, seed, devices } = options
  const folder = newFolder()
  const chance = dice(seed)
  const { ledger, sendings } = promisesOfTheHouse()
  try {
    const credentials = await seedTown(folder.path, devices, { brokerUrl: mosquitto.url })
    let house = await startAtBroker(copy, folder.path, mosquitto)
    await lookUntil(folder.path, 'select count(*) = 0 from broker_accounts where confirmed_at is null')
    const load = await startLoad(credentials, mosquitto, ledger, chance, options.window)
    const recoveryMs: number[] = []
    for (let n = 0; n < kills; n += 1) {
      await instant(chance.between(...LIFE_MS))
      if (options.victim === 'broker') {
        await killBroker(mosquitto, load.units)
      } else {
        await house.kill()
        house = await startAtBroker(copy, folder.path, mosquitto)
      }
      recoveryMs.push(await firstReceipt(ledger))
    }
    await load.finish()
    const findings = await reckon(copy, folder.path, house, ledger)
    for (const unit of load.units) unit.hangUp()
    return { ledger, findings, recoveryMs, sendings: sendings() }
  } finally {
    folder.remove()
  }
}

/** A ledger in which a PUBACK promises nothing: it comes from the broker (reliability F5). */
function promisesOfTheHouse(): { ledger: Ledger; sendings: () => number } {
  const ledger = newLedger()
  let sendings = 0
  return {
    sendings: () => sendings,
    ledger: {
      ...ledger,
      noteSent(device, id) {
        sendings += 1
        ledger.noteSent(device, id)
      },
      notePuback() {},
    },
  }
}

function startAtBroker(copy: ProductCopy, dataDir: string, mosquitto: Mosquitto): Promise<ServerProcess> {
  const env = {
    ...mosquitto.env,
    // Links that go down are news at this level, and going down is what is tested.
    ANLING_LOG_LEVEL: 'fatal',
  }
  return startServer(copy, dataDir, { env })
}

interface Load {
  readonly units: readonly Unit[]
  /** No further presses; resolves when every press under way has its receipt. */
  finish(): Promise<void>
}

async function startLoad(
  credentials: readonly DeviceCredential[],
  mosquitto: Mosquitto,
  ledger: Ledger,
  chance: Dice,
  window: number,
): Promise<Load> {
  let stopping = false
  const units = credentials.map((credential) => newUnit(credential, ledger))
  await Promise.all(units.map((unit) => unit.connect(mosquitto.port)))
  const timer = setInterval(() => {
    for (const unit of units) unit.resend()
  }, RESEND_MS)
  const loops = units.flatMap((unit) =>
    Array.from({ length: window }, async () => {
      while (!stopping) await unit.press(chance.pick(KINDS))
    }),
  )
  return {
    units,
    async finish() {
      stopping = true
      await Promise.all(loops)
      clearInterval(timer)
    },
  }
}

async function killBroker(mosquitto: Mosquitto, units: readonly Unit[]): Promise<void> {
  await mosquitto.kill()
  await Promise.all(units.map((unit) => unit.gone()))
  await mosquitto.start()
  await Promise.all(units.map((unit) => unit.connect(mosquitto.port)))
}

async function firstReceipt(ledger: Ledger): Promise<number> {
  const before = ledger.receipted.size
  const began = performance.now()
  while (ledger.receipted.size === before) await new Promise(setImmediate)
  return performance.now() - began
}

async function reckon(copy: ProductCopy, dataDir: string, house: ServerProcess, ledger: Ledger): Promise<Findings> {
  await settled(dataDir)
  const events = await eventsOf(house.url)
  await house.stop()
  return audit(copy, dataDir, ledger, events)
}

/** What a reader needs to believe it. */
export function verdictText(title: string, { ledger, findings, recoveryMs, sendings }: BrokerVerdict): string {
  const { stored, lost, doubled } = findings
  const recovery = recoveryMs.map((ms) => Math.round(ms)).join(' ')
  return `${title}: sent ${ledger.sent.size} (${sendings} sendings), receipted ${ledger.receipted.size}, stored ${stored}, lost ${lost.length}, doubled ${doubled.length}; first receipt after ${recovery} ms\n`
}
