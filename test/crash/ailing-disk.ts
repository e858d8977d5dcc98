import { join } from 'node:path'
import type { DeviceCredential } from '#contract/registry'
import { newFolder } from '../support/folder.ts'
import { audit, eventsOf } from './audit.ts'
import { dice } from './dice.ts'
import type { Findings } from './findings.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { type Load, startLoad } from './load.ts'
import type { ProductCopy } from './product-copy.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { settled } from './settled.ts'
import { seedTown } from './town.ts'
import { newUnit } from './unit.ts'

/** A process that goes on for so long after its disk failed does not mean to end. Milliseconds. */
const PATIENCE_MS = 20_000

/** What the system answers instead of doing it, and at which passings: `30`, `30..40` or `30+` (strace: inject). */
export interface Ailment {
  readonly call: 'fsync' | 'pwrite64'
  readonly error: 'EIO' | 'ENOSPC'
  readonly when: string
  /** The log takes every commit; the main file is written when the log is written back. */
  readonly file?: 'anling.sqlite-wal' | 'anling.sqlite'
}

export interface AilingOptions {
  /** The copy that meets the failing disk, and the whole one that is started after it on a sound one. */
  readonly copy: ProductCopy
  readonly whole: ProductCopy
  readonly seed: number
  readonly devices: number
}

/** A house on a failing disk, with devices that press all the time. */
export interface Ailing {
  readonly credentials: readonly DeviceCredential[]
  readonly ledger: Ledger
  readonly load: Load
  readonly server: ServerProcess
  /** How the process ended by itself, or null when it went on. */
  endedByItself(patienceMs?: number): Promise<string | null>
  /** Every device has lost its link: whatever it pressed and holds no receipt for, it will send again. */
  refused(): Promise<unknown>
  /** The devices connect to the server, and press until each has its receipts; then the server stops, and all is compared. */
  reckon(server: ServerProcess): Promise<Findings>
  /** The same on a new process and a sound disk. */
  reckonAfresh(): Promise<Findings>
}

/** Runs `story` in a house whose disk fails as described. */
export async function onAilingDisk<T>(
  ailment: Ailment,
  { copy, whole, seed, devices }: AilingOptions,
  story: (house: Ailing) => Promise<T>,
): Promise<T> {
  const [folder, traces] = [newFolder(), newFolder()]
  try {
    const ledger = newLedger()
    const credentials = await seedTown(folder.path, devices)
    const units = credentials.map((credential) => newUnit(credential, ledger))
    const under = failing(join(folder.path, ailment.file ?? 'anling.sqlite-wal'), ailment, join(traces.path, 'trace'))
    const server = await startServer(copy, folder.path, { under })
    const load = startLoad(units, dice(seed), 1)
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))

    async function reckon(last: ServerProcess): Promise<Findings> {
      await Promise.all(units.map((unit) => unit.connect(last.mqttPort)))
      await load.finish()
      await settled(folder.path)
      const events = await eventsOf(last.url)
      for (const unit of units) unit.hangUp()
      await last.stop()
      return audit(whole, folder.path, ledger, events)
    }

    return await story({
      credentials,
      ledger,
      load,
      server,
      endedByItself: (patienceMs = PATIENCE_MS) => Promise.race([server.ended, patience(patienceMs)]),
      refused: () => Promise.all(units.map((unit) => unit.gone())),
      reckon,
      async reckonAfresh() {
        await server.kill()
        await Promise.all(units.map((unit) => unit.gone()))
        return reckon(await startServer(whole, folder.path))
      },
    })
  } finally {
    folder.remove()
    traces.remove()
  }
}

function patience(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms).unref())
}

function failing(path: string, { call, error, when }: Ailment, trace: string): string[] {
  const inject = `inject=${call}:error=${error}:when=${when}`
  return ['strace', '-f', '-qq', '-P', path, '-e', `trace=${call}`, '-e', inject, '-o', trace]
}
