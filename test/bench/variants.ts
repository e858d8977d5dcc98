import type { Registered } from './seed.ts'

/** What is compared: the same server, with one switch between it and the product. */
export interface Variant {
  readonly title: string
  /** Switches of the measured server (server.ts). */
  readonly switches: readonly string[]
  /** Processes on one PostgreSQL and one Mosquitto; 0: one process with a file and the embedded broker. */
  readonly outside: number
}

const PRODUCT = ['--batch', '384', '--storage', 'on']

export const VARIANTS = {
  product: { title: 'SQLite, embedded broker: the product', switches: PRODUCT, outside: 0 },
  twin: { title: 'its twin that commits per message', switches: ['--batch', '1', '--storage', 'on'], outside: 0 },
  bare: { title: 'the same road without storage', switches: ['--batch', '384', '--storage', 'off'], outside: 0 },
  one: { title: 'PostgreSQL + Mosquitto, one process', switches: PRODUCT, outside: 1 },
  two: { title: 'PostgreSQL + Mosquitto, two processes', switches: PRODUCT, outside: 2 },
} as const satisfies Record<string, Variant>
export type VariantName = keyof typeof VARIANTS

/** Mosquitto without a house: what its PUBACKs alone cost. */
export const BROKER_ALONE = 'Mosquitto alone, PUBACKs, no subscriber'

/** How large the bench is. */
export interface Scale {
  readonly rounds: number
  readonly seconds: number
  readonly devices: number
  readonly consoles: number
  readonly residents: number
  readonly latencySeconds: number
}

/** Every device has a home, whose call it presses for again. */
export const homesOnly = ({ devices }: Scale): Registered => ({ homes: devices, loose: 0 })
