/** What ended a session by itself: nobody used it, or its working day was over. */
export type Lapse = 'idle' | 'over'

/** The instants of a session, in milliseconds since 1970. */
export interface SessionTimes {
  readonly openedAt: number
  readonly expiresAt: number
  readonly endedAt: number | null
  /** Null in those of older versions. */
  readonly lastUsedAt: number | null
  readonly lapse: Lapse | null
}

/** A session ends by itself after a working day. Milliseconds. */
export const SESSION_MS = 12 * 3_600_000

/**
 * Where a session stands now.
 * @param idleMs how long it may be left alone, in milliseconds; infinite for whoever is on duty
 */
export function standingOf(session: SessionTimes, now: number, idleMs: number): 'open' | Lapse | 'ended' {
  if (session.endedAt !== null) return session.lapse ?? 'ended'
  if (now >= session.expiresAt) return 'over'
  return now - (session.lastUsedAt ?? session.openedAt) >= idleMs ? 'idle' : 'open'
}
