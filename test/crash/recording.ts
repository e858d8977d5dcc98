import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceCredential } from '#contract/registry'
import { newFolder } from '../support/folder.ts'
import { acknowledgements, type IdOf } from './acknowledged.ts'
import { dice } from './dice.ts'
import { newLedger } from './ledger.ts'
import { startLoad } from './load.ts'
import type { ProductCopy } from './product-copy.ts'
import { startServer } from './server-process.ts'
import { ADMIN, seedTown } from './town.ts'
import { type Deed, readTrace, straceCommand } from './trace.ts'
import { newUnit } from './unit.ts'

export interface RecordingOptions {
  readonly copy: ProductCopy
  readonly seed: number
  readonly devices: number
  /** Presses each device has under way. */
  readonly window: number
  /** The server is stopped after so many receipts. */
  readonly receipts: number
}

/** A signal that a device was told is safe, and the number of the deed that told it. */
interface Promised {
  readonly place: number
  readonly id: string
}

/** A process's life as its disk saw it. */
export interface Recording {
  /** The folder the server ran on, which the deeds name; it is gone. */
  readonly folder: string
  /** A copy of the folder as it was before the server started: all of it long on the disk. */
  readonly before: string
  readonly deeds: readonly Deed[]
  readonly promised: readonly Promised[]
  /** What the devices know. */
  readonly credentials: readonly DeviceCredential[]
  /** What the folder held when the server had stopped, by name. */
  readonly end: ReadonlyMap<string, Buffer>
  remove(): void
}

/** Runs the server under strace while devices press, and stops it politely: closing writes everything back. */
export function record({ copy, seed, devices, window, receipts }: RecordingOptions): Promise<Recording> {
  return watched(async (data, trace, saveBefore) => {
    const credentials = await seedTown(data, devices)
    saveBefore()
    const packets = new Map<string, string>()
    const note = (port: number, messageId: number, id: string): void => void packets.set(`${port} ${messageId}`, id)
    const units = credentials.map((credential) => newUnit(credential, newLedger(), note))
    const server = await startServer(copy, data, { under: straceCommand(trace) })
    const load = startLoad(units, dice(seed), window)
    await Promise.all(units.map((unit) => unit.connect(server.mqttPort)))
    await load.receipted(receipts)
    await load.finish()
    for (const unit of units) unit.hangUp()
    await server.stop()
    return { credentials, idOf: (port, messageId) => packets.get(`${port} ${messageId}`) }
  })
}

/** The first thing an installation ever does: the verb that adds its administrator, on an empty folder. */
export function recordFirstStart({ main }: ProductCopy): Promise<Recording> {
  return watched(async (data, trace) => {
    const [strace = '', ...parameters] = straceCommand(trace)
    const verb = [main, 'user', '--name', ADMIN.name, '--user', ADMIN.user, '--role', ADMIN.role]
    const { status, stderr } = spawnSync(strace, [...parameters, process.execPath, ...verb], {
      env: { PATH: process.env.PATH, ANLING_DATA: data },
      input: ADMIN.password,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`no administrator was added: ${stderr}`)
    return { credentials: [], idOf: () => undefined }
  })
}

interface Life {
  readonly credentials: readonly DeviceCredential[]
  readonly idOf: IdOf
}

/** Folders for one life: its data, what they were before, and the trace; only the second outlives it. */
async function watched(
  live: (data: string, trace: string, saveBefore: () => void) => Promise<Life>,
): Promise<Recording> {
  const [data, before, traces] = [newFolder(), newFolder(), newFolder()]
  try {
    const folder = realpathSync(data.path)
    const trace = join(traces.path, 'trace')
    const saveBefore = (): void => cpSync(folder, before.path, { recursive: true })
    const { credentials, idOf } = await live(folder, trace, saveBefore)
    const deeds = await readTrace(trace)
    const promised = promisesIn(deeds, idOf)
    return { folder, before: before.path, deeds, promised, credentials, end: filesIn(folder), remove: before.remove }
  } finally {
    data.remove()
    traces.remove()
  }
}

function promisesIn(deeds: readonly Deed[], idOf: IdOf): Promised[] {
  const acknowledgedIn = acknowledgements(idOf)
  /** Told twice, by PUBACK and by receipt; the first time binds. */
  const first = new Map<string, Promised>()
  for (const [place, deed] of deeds.entries()) {
    if (deed.type !== 'sent') continue
    const { pubacks, receipts } = acknowledgedIn(deed)
    for (const id of [...pubacks, ...receipts]) if (!first.has(id)) first.set(id, { place, id })
  }
  return [...first.values()]
}

/** Every file of the folder, by name. */
function filesIn(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
}
