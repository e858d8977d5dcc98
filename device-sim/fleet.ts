import type { Device } from '#contract/registry'
import type { SignalKind } from '#contract/signals'
import { type Clock, pause } from './clock.ts'
import { type HomeUnit, homeUnit, type Press } from './device.ts'
import type { UnitNews } from './news.ts'
import type { Random } from './random.ts'
import { emptyTally, type Tally } from './tally.ts'

/** A registered device, as the devices file names it. `home` is only for people to read. */
export interface FleetDevice {
  readonly id: string
  readonly secret: string
  readonly home: string
  readonly class: Device['class']
}

/** One unit of the fleet and the home it hangs in. */
export interface FleetUnit {
  readonly device: FleetDevice
  readonly unit: HomeUnit
}

export interface FleetOptions {
  readonly devices: readonly FleetDevice[]
  readonly mqttUrl: string
  readonly ingestUrl?: string
  readonly ca?: string
  readonly clock: Clock
  readonly random: Random
  readonly onNews: (device: FleetDevice, news: UnitNews) => void
}

export interface Fleet {
  readonly units: readonly FleetUnit[]
  readonly tally: Tally
  /** Presses at one home; null when that unit has no power just now. */
  press(at: FleetUnit, kind: SignalKind): Press | null
  stop(): Promise<void>
}

/** Units that connect at once; the next ones follow a tenth of a second later, so that 5,000 take ten seconds. */
const AT_ONCE = 50
const BREATH_MS = 100

/** Starts all units, a few at a time. Resolves when the last has begun to connect, or when `signal` aborts. */
export async function startFleet(options: FleetOptions, signal: AbortSignal): Promise<Fleet> {
  const units: FleetUnit[] = []
  const tally = emptyTally()
  for (const device of options.devices) {
    if (signal.aborted) break
    units.push({ device, unit: startUnit(device, options, tally) })
    if (units.length % AT_ONCE === 0) await pause(options.clock, BREATH_MS, signal)
  }
  return {
    units,
    tally,
    press: ({ unit }, kind) => (unit.powered ? unit.press(kind) : null),
    stop: async () => {
      await Promise.all(units.map(({ unit }) => unit.stop()))
    },
  }
}

function startUnit(device: FleetDevice, options: FleetOptions, tally: Tally): HomeUnit {
  const { mqttUrl, ingestUrl, ca, clock, random, onNews } = options
  return homeUnit({
    id: device.id,
    secret: device.secret,
    class: device.class,
    mqttUrl,
    ...(ingestUrl === undefined ? {} : { ingestUrl }),
    ...(ca === undefined ? {} : { ca }),
    clock,
    random,
    onNews: (news) => {
      tally.count(device.id, news, clock.now())
      onNews(device, news)
    },
  })
}
