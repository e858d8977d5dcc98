import { once } from 'node:events'
import { setTimeout as instant } from 'node:timers/promises'
import { newFolder } from '../support/folder.ts'
import { audit, eventsOf } from './audit.ts'
import { autopsy } from './autopsy.ts'
import { type Dice, dice } from './dice.ts'
import type { Findings } from './findings.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { type Load, startLoad } from './load.ts'
import type { ProductCopy } from './product-copy.ts'
import { type ServerProcess, spawnServer, startServer } from './server-process.ts'
import { settled } from './settled.ts'
import { seedTown } from './town.ts'
import { newUnit, type Unit } from './unit.ts'

export interface TortureOptions {
  readonly copy: ProductCopy
  readonly kills: number
  /** Goes on until so many kills fell into a commit, for at most twice the kills: where they fall is chance. */
  readonly inFlight: number
  readonly seed: number
  /** Devices that press all the time, and how many presses each has under way. */
  readonly devices: number
  readonly window: number
  /** One line every ten kills. */
  readonly progress: (line: string) => void
}

/** What happened. Counts of kills are explained where they are counted, in `count`. */
export interface Tally {
  kills: number
  killsWhileStarting: number
  receiptsBeforeKills: number
  outstanding: number
  inFlight: number
  torn: number
  undecided: number
  readonly recoveryMs: number[]
}

export interface Verdict {
  readonly seed: number
  readonly ledger: Ledger
  readonly tally: Tally
  readonly findings: Findings
}

/** The last instant of a life, in milliseconds after its first receipt. */
const LIFE_MS = [0, 320] as const
/** One life in so many is preceded by one that is killed before it listens. */
const STILLBORN = 10

/** Kills the server again and again on one data folder while devices press, and then compares what they were told. */
export async function torture(options: TortureOptions): Promise<Verdict> {
  const folder = newFolder()
  const chance = dice(options.seed)
  const ledger = newLedger()
  const tally: Tally = {
    kills: 0,
    killsWhileStarting: 0,
    receiptsBeforeKills: 0,
    outstanding: 0,
    inFlight: 0,
    torn: 0,
    undecided: 0,
    recoveryMs: [],
  }
  try {
    const credentials = await seedTown(folder.path, options.devices)
    const load = startLoad(
      credentials.map((credential) => newUnit(credential, ledger)),
      chance,
      options.window,
    )
    while (goesOn(options, tally)) {
      if (tally.kills % STILLBORN === 0) await killWhileStarting(options.copy, folder.path, chance, tally)
      await oneLife(options, folder.path, load.units, ledger, chance, tally)
      if (tally.kills % 10 === 0) options.progress(progressLine(tally, options.kills, ledger))
    }
    const findings = await reckon(options.copy, folder.path, load, ledger)
    return { seed: options.seed, ledger, tally, findings }
  } finally {
    folder.remove()
  }
}

function goesOn({ kills, inFlight }: TortureOptions, tally: Tally): boolean {
  return tally.kills < kills || (tally.inFlight < inFlight && tally.kills < 2 * kills)
}

async function killWhileStarting(copy: ProductCopy, dataDir: string, chance: Dice, tally: Tally): Promise<void> {
  const child = spawnServer(copy, dataDir)
  await instant(chance.between(50, 700))
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  tally.killsWhileStarting += 1
}

async function oneLife(
  { copy }: TortureOptions,
  dataDir: string,
  units: readonly Unit[],
  ledger: Ledger,
  chance: Dice,
  tally: Tally,
): Promise<void> {
  const began = performance.now()
  const before = ledger.receipted.size
  const server = await startServer(copy, dataDir)
  const links = units.map((unit) => unit.connect(server.mqttPort))
  await receiptAfter(ledger, before, server)
  tally.recoveryMs.push(performance.now() - began)
  // Not a wait for something: the instant of the kill is what chance chooses.
  await instant(chance.between(...LIFE_MS))
  tally.receiptsBeforeKills += ledger.receipted.size - before
  const outstanding = ledger.open().length > 0
  await server.kill()
  await Promise.all(links)
  await Promise.all(units.map((unit) => unit.gone()))
  count(tally, outstanding, autopsy(dataDir, ledger.open()))
}

/** Resolves at the first receipt of this life. */
async function receiptAfter(ledger: Ledger, before: number, server: ServerProcess): Promise<void> {
  let ended: string | null = null
  void server.ended.then((how) => {
    ended = how
  })
  while (ledger.receipted.size === before) {
    if (ended !== null) throw new Error(`the server ended by itself with ${ended}: ${server.said()}`)
    await new Promise(setImmediate)
  }
}

/**
 * - outstanding: when it was killed, a signal had been sent that had neither PUBACK nor receipt;
 * - in flight: of those, at least one is found stored, so the kill fell after its commit had begun to reach the disk
 *   and before its sender heard of it, or frames of an unfinished transaction stand in the log (torn);
 * - undecided: a stored signal had not been decided.
 * What a device reads from its socket after the kill still counts as a promise, so that these counts err downwards.
 */
function count(tally: Tally, outstanding: boolean, found: ReturnType<typeof autopsy>): void {
  tally.kills += 1
  if (outstanding) tally.outstanding += 1
  if (found.storedWithoutReceipt > 0 || found.tornCommit) tally.inFlight += 1
  if (found.tornCommit) tally.torn += 1
  if (found.undecided > 0) tally.undecided += 1
}

/** A last life in peace: everything kept is sent again, everything stored is decided; then the comparison. */
async function reckon(copy: ProductCopy, dataDir: string, load: Load, ledger: Ledger): Promise<Findings> {
  const server = await startServer(copy, dataDir)
  await Promise.all(load.units.map((unit) => unit.connect(server.mqttPort)))
  await load.finish()
  await settled(dataDir)
  const events = await eventsOf(server.url)
  for (const unit of load.units) unit.hangUp()
  await server.stop()
  return audit(copy, dataDir, ledger, events)
}

function progressLine(tally: Tally, kills: number, ledger: Ledger): string {
  return `${tally.kills} of ${kills} kills, ${ledger.receipted.size} receipts, ${tally.inFlight} kills in flight`
}
