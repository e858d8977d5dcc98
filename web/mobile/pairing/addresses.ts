import type { pairingRoutes } from '#contract/routes'
import type { Address } from '../../shared/api/api.ts'

/**
 * Where the routes of the contract are, without their schemas: those come with a library that phones of 2019 cannot
 * read (`0n`). Each is checked against the contract.
 */
export type Look = typeof pairingRoutes.look
export type Pair = typeof pairingRoutes.pair

export const LOOK: Address<Look> = { method: 'POST', url: '/api/pairing' }
export const PAIR: Address<Pair> = { method: 'POST', url: '/api/pairing/device' }
