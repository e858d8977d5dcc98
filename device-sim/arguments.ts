import { parseArgs } from 'node:util'
import { address } from './address.ts'
import { PLAYBILL } from './scenarios/playbill.ts'
import type { Scenario } from './scenarios/stage.ts'

/** What the command line asks for. */
export interface Wish {
  readonly mqttUrl: string | null
  readonly ingestUrl: string | null
  /** A path. */
  readonly ca: string | null
  /** A path, or `-` for standard input. */
  readonly devices: string
  readonly scenario: Scenario | null
  /** How many units to start; null: all of the file. */
  readonly fleet: number | null
  readonly speed: number
  readonly seed: number
  readonly json: boolean
}

export type Arguments = { readonly wish: Wish } | { readonly help: true } | { readonly mistake: string }

const OPTIONS = {
  mqtt: { type: 'string' },
  ingest: { type: 'string' },
  ca: { type: 'string' },
  devices: { type: 'string' },
  scenario: { type: 'string' },
  fleet: { type: 'string' },
  speed: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** What `--help` prints. */
export const HELP = `Simulates home units that press, keep and resend until the house receipts.

  npm run sim -- --mqtt mqtt://127.0.0.1:1883 --devices devices.json [options]

  --mqtt URL        broker, mqtt:// or mqtts://; may also stand in the devices file
  --ingest URL      address of the house for the second road (HTTP push); may also stand in the devices file
  --ca FILE         the only authority to trust for mqtts:// and https://, PEM; without it those of the system
  --devices FILE    JSON list [{"id","secret","home","class"?}], or an object with "devices", "mqtt", "ingest"
                    (the line of “npm run demo -- --json” is one); - reads it from standard input
  --scenario NAME   ${PLAYBILL.map((one) => one.name).join(' · ')}
  --fleet N         start only the first N devices; without --scenario plays “daily”
  --speed X         make the story's waits X times shorter (default 1)
  --seed N          repeat a run with the same choices
  --json            one JSON object a line on standard output
  --help            this text

${PLAYBILL.map((one) => `  ${one.name.padEnd(12)}${one.says}`).join('\n')}

Without --scenario and --fleet the keyboard presses: choose a home with the arrow or number keys, then
  s SOS · f fall · m meal · v service · c cancel · h help arrived · d done · t test · p power off or on · q quit

Exit code: 0 all receipted or stopped by hand, 1 bad arguments, 2 a scenario ended with signals not receipted.
`

/** Reads the command line; never throws, a mistake comes back as a sentence. */
export function readArguments(argv: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false })
    return values.help ? { help: true } : { wish: wishOf(values) }
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) }
  }
}

type Values = Readonly<{ [K in keyof typeof OPTIONS]?: string | boolean | undefined }>

function wishOf(values: Values): Wish {
  if (values.devices === undefined)
    throw new Error('Name the devices: --devices FILE, or --devices - to read standard input.')
  const fleet = values.fleet === undefined ? null : count('--fleet', values.fleet, 1)
  const asked = values.scenario ?? (fleet === null ? undefined : 'daily')
  return {
    mqttUrl: values.mqtt === undefined ? null : address('--mqtt', values.mqtt, ['mqtt:', 'mqtts:']),
    ingestUrl: values.ingest === undefined ? null : address('--ingest', values.ingest, ['http:', 'https:']),
    ca: values.ca === undefined ? null : String(values.ca),
    devices: String(values.devices),
    scenario: asked === undefined ? null : scenarioNamed(String(asked)),
    fleet,
    speed: values.speed === undefined ? 1 : positive('--speed', values.speed),
    seed: values.seed === undefined ? Date.now() : count('--seed', values.seed, 0),
    json: values.json === true,
  }
}

function scenarioNamed(name: string): Scenario {
  const found = PLAYBILL.find((scenario) => scenario.name === name)
  if (found !== undefined) return found
  throw new Error(`There is no scenario “${name}”. There are: ${PLAYBILL.map((one) => one.name).join(', ')}.`)
}

function count(from: string, value: unknown, least: number): number {
  const number = Number(value)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new Error(`${from}: “${String(value)}” is not a whole number from ${least} up.`)
}

function positive(from: string, value: unknown): number {
  const number = Number(value)
  if (Number.isFinite(number) && number > 0) return number
  throw new Error(`${from}: “${String(value)}” is not a number above 0.`)
}
