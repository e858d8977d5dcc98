import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { FROM_ONE_PLACE, oneMore, waitOf } from './backoff.ts'
import { subjectHash } from './credential.ts'
import type { PasswordRule } from './password-rule.ts'
import { forgetTries, holdTries, writeTries } from './tries-store.ts'

export interface AccessOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly pepper: Uint8Array
  /** Encrypts what accounts keep. */
  readonly accountKey: Uint8Array
  readonly passwordRule: PasswordRule
  /** Administrators may do nothing until they have a second factor. */
  readonly adminFactorRequired: boolean
}

/**
 * Runs a check of password or code for somebody who is signed in already; a stolen session must not be a place to guess
 * at leisure. Counted before it is looked at, forgotten when it was right.
 * @throws Refused `too_many_attempts` with the seconds to wait, or whatever the check throws
 */
export function guessLimit({ db, clock, pepper }: AccessOptions) {
  return async <T>(what: 'password' | 'code', accountId: string, check: () => Promise<T>): Promise<T> => {
    // Each by itself: a right password must not wipe out the wrong codes behind it.
    const subject = subjectHash(pepper, 'own', what, accountId)
    const wait = await db.write(async (tx) => {
      const at = clock.now()
      const tries = (await holdTries(tx, [subject])).get(subject)
      const left = waitOf(FROM_ONE_PLACE, tries, at)
      if (left === 0) await writeTries(tx, subject, oneMore(FROM_ONE_PLACE, tries, at))
      return left
    })
    if (wait > 0) throw new Refused('too_many_attempts', { waitSeconds: Math.ceil(wait / 1000) })
    const result = await check()
    await db.write((tx) => forgetTries(tx, subject))
    return result
  }
}
