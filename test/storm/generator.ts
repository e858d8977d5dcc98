/** A street, a district: many devices in one process of their own, told by messages what to do next. */
import { once } from 'node:events'
import type { DeviceCredential } from '#contract/registry'
import { keyOf, newLedger } from '../crash/ledger.ts'
import { newUnit, type Unit } from '../crash/unit.ts'

export type Order =
  | { readonly do: 'connect'; readonly port: number; readonly credentials: readonly DeviceCredential[] }
  | { readonly do: 'heartbeat' }
  | { readonly do: 'hang-up' }
  /** Every device comes back at once, having been pressed while there was no link. */
  | { readonly do: 'storm'; readonly port: number }

/** Answer to `storm`. Milliseconds, one number a device. */
export interface StormTimes {
  /** From the moment the press was written to the socket until its receipt was read. */
  readonly afterSending: readonly number[]
  /** From the moment the power came back. */
  readonly afterPower: readonly number[]
  readonly acknowledged: readonly string[]
  /** Devices that had to send twice. */
  readonly resent: number
}

const ledger = newLedger()
const sentAt = new Map<string, number>()
let resent = 0
let units: readonly Unit[] = []

function noteSent(id: string): void {
  if (sentAt.has(id)) resent += 1
  else sentAt.set(id, performance.now())
}

async function connect(credentials: readonly DeviceCredential[], port: number): Promise<void> {
  units = credentials.map((credential) => newUnit(credential, ledger, (_port, _messageId, id) => noteSent(id)))
  await Promise.all(units.map((unit) => unit.connect(port)))
}

async function hangUp(): Promise<void> {
  for (const unit of units) unit.hangUp()
  await Promise.all(units.map((unit) => unit.gone()))
}

async function storm(port: number): Promise<StormTimes> {
  const power = performance.now()
  const afterSending: number[] = []
  const afterPower: number[] = []
  await Promise.all(
    units.map(async (unit) => {
      const receipted = unit.press('sos').then((id) => {
        const now = performance.now()
        afterPower.push(now - power)
        afterSending.push(now - (sentAt.get(id) ?? now))
        return true
      })
      do await unit.connect(port)
      while (!(await Promise.race([receipted, unit.gone().then(() => false)])))
    }),
  )
  const acknowledged = [...ledger.sent.values()].map(({ device, id }) => keyOf(device, id))
  return { afterSending, afterPower, acknowledged: acknowledged.filter((key) => ledger.receipted.has(key)), resent }
}

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'connect') return connect(order.credentials, order.port)
  if (order.do === 'heartbeat') return Promise.all(units.map((unit) => unit.heartbeat()))
  if (order.do === 'hang-up') return hangUp()
  return storm(order.port)
}

process.on('disconnect', () => process.exit(0))
for (;;) {
  const [order] = await once(process, 'message')
  const answer = await obey(order as Order)
  process.send?.({ answer: order.do === 'storm' ? answer : null })
}
