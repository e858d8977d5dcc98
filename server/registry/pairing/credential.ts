import { createHmac, randomBytes } from 'node:crypto'
import { CODE_LENGTH, readCode, spellCode } from '../typed-code.ts'

export function newPairingCode(): string {
  return spellCode(randomBytes(CODE_LENGTH))
}

/** What is kept of a code: with the key of the installation, so that a copy of the database opens nothing. */
export function codeHash(pepper: Uint8Array, typed: string): Buffer {
  return createHmac('sha256', pepper).update('pairing ').update(readCode(typed)).digest()
}
