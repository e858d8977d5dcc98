import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { DeviceCredential } from '#contract/registry'
import { withOpenFiles } from '../crash/server-process.ts'
import type { Order, StormTimes } from './generator.ts'

/** Devices in one generator process; one process more would only take turns with the server on a small machine. */
const DEVICES_EACH = 5_000
/** Files a process needs besides its sockets. */
const SPARE_FILES = 200

/** All devices of the storm, in as many processes as they need. */
export interface District {
  connect(port: number): Promise<void>
  heartbeat(): Promise<void>
  hangUp(): Promise<void>
  storm(port: number): Promise<StormTimes>
  end(): Promise<void>
}

/** `program` is the compiled generator. */
export function startDistrict(program: string, credentials: readonly DeviceCredential[]): District {
  const streets = chunks(credentials).map((some) => ({ credentials: some, child: startStreet(program, some.length) }))
  const tell = (order: (credentials: readonly DeviceCredential[]) => Order): Promise<unknown[]> =>
    Promise.all(streets.map((street) => command(street.child, order(street.credentials))))
  return {
    connect: async (port) => void (await tell((some) => ({ do: 'connect', port, credentials: some }))),
    heartbeat: async () => void (await tell(() => ({ do: 'heartbeat' }))),
    hangUp: async () => void (await tell(() => ({ do: 'hang-up' }))),
    storm: async (port) => joined((await tell(() => ({ do: 'storm', port }))) as StormTimes[]),
    async end() {
      await Promise.all(streets.map(({ child }) => kill(child)))
    },
  }
}

function chunks(credentials: readonly DeviceCredential[]): (readonly DeviceCredential[])[] {
  const count = Math.ceil(credentials.length / DEVICES_EACH)
  return Array.from({ length: count }, (_, n) => credentials.slice(n * DEVICES_EACH, (n + 1) * DEVICES_EACH))
}

function startStreet(program: string, devices: number): ChildProcess {
  const [shell = 'sh', ...parameters] = withOpenFiles(devices + SPARE_FILES)
  return spawn(shell, [...parameters, process.execPath, program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

async function command(child: ChildProcess, order: Order): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the generator ended with ${code}`)
  })
  child.send(order)
  const [message] = await Promise.race([once(child, 'message'), ended])
  return (message as { answer: unknown }).answer
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

function joined(all: readonly StormTimes[]): StormTimes {
  return {
    afterSending: all.flatMap(({ afterSending }) => afterSending),
    afterPower: all.flatMap(({ afterPower }) => afterPower),
    acknowledged: all.flatMap(({ acknowledged }) => acknowledged),
    resent: all.reduce((sum, { resent }) => sum + resent, 0),
  }
}
