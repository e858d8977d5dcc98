/** How a row of guesses is slowed down. */
export interface Backoff {
  /** Tries without waiting. */
  readonly free: number
  /** After those: the first wait, doubled with each further try up to the longest. Milliseconds. */
  readonly firstMs: number
  readonly longestMs: number
  /** After so long without a try all is forgotten. Milliseconds. */
  readonly forgetMs: number
}

/** One account from one place: people mistype a few times. */
export const FROM_ONE_PLACE: Backoff = { free: 5, firstMs: 30_000, longestMs: 900_000, forgetMs: 3_600_000 }
/** One account from everywhere: many places are many programs. Places where it has signed in before are not slowed. */
export const FROM_EVERYWHERE: Backoff = { free: 50, firstMs: 30_000, longestMs: 900_000, forgetMs: 3_600_000 }

export interface Tries {
  readonly tries: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

/** How long the next try has to wait, in milliseconds; 0: not at all. */
export function waitOf(backoff: Backoff, known: Tries | undefined, at: number): number {
  if (!known || at - known.lastAt >= backoff.forgetMs) return 0
  const beyond = known.tries - backoff.free
  if (beyond < 0) return 0
  const pause = Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(beyond, 20))
  return Math.max(0, known.lastAt + pause - at)
}

/** The count with one try more. */
export function oneMore(backoff: Backoff, known: Tries | undefined, at: number): Tries {
  const isForgotten = !known || at - known.lastAt >= backoff.forgetMs
  return { tries: isForgotten ? 1 : known.tries + 1, lastAt: at }
}
