import { createHash, createHmac, randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { CODE_LENGTH, readCode, spellCode } from '../typed-code.ts'

/** A code may be this much early or late: clocks of phones differ. Seconds. */
const TOLERANCE_S = 30
const BACKUP_CODES = 10
/** Shows in the authenticator beside the user's name. */
const ISSUER = '安铃'

export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Tokens are 256 random bits, so a plain hash keeps a copy of the database from opening a session. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** A keyed hash of words that must not stand in the database. */
export function subjectHash(pepper: Uint8Array, ...words: readonly string[]): string {
  return createHmac('sha256', pepper).update(JSON.stringify(words)).digest('base64url')
}

export function newFactor(user: string): { readonly secret: string; readonly uri: string } {
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: ISSUER, label: user, secret }) }
}

/**
 * The step of the clock this code belongs to (RFC 6238 §4.2), or null when it is wrong, or not newer than `lastStep`.
 * `at` in milliseconds.
 */
export function stepOfCode(secret: string, code: string, at: number, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(at / 1000)
  const older = lastStep === null ? {} : { afterTimeStep: lastStep }
  const verdict = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_S, ...older })
  return verdict.valid && 'timeStep' in verdict ? verdict.timeStep : null
}

/** Ten codes for when the authenticator is lost. */
export function newBackupCodes(): string[] {
  return Array.from({ length: BACKUP_CODES }, () => spellCode(randomBytes(CODE_LENGTH)))
}

export function backupHash(pepper: Uint8Array, accountId: string, code: string): Buffer {
  return createHmac('sha256', pepper)
    .update(`backup ${accountId} ${readCode(code)}`)
    .digest()
}
