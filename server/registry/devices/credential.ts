import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Secrets of devices are 256 random bits, so a keyed hash is enough and fast: a password hash would stall the broker
 * when five thousand devices come back at once (research/reliability.md S1).
 */
export function secretHash(pepper: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', pepper).update(secret).digest()
}

export function secretMatches(pepper: Uint8Array, secret: string, hash: Uint8Array): boolean {
  return timingSafeEqual(secretHash(pepper, secret), hash)
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Ids people can read out: eight letters and digits without those that look alike. */
export function newDeviceId(): string {
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
  return Array.from(randomBytes(10), (byte) => alphabet[byte % alphabet.length]).join('')
}
