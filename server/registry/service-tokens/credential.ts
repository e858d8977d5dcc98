import { createHash, randomBytes } from 'node:crypto'

/** By these letters a scanner of source code and logs recognises what should not be there. */
const MARK = 'anling_'

export function newServiceToken(): string {
  return MARK + randomBytes(32).toString('base64url')
}

/** Tokens are 256 random bits, so a plain hash is enough. */
export function serviceTokenHash(token: string): string {
  return createHash('sha256').update(`service ${token}`).digest('hex')
}
