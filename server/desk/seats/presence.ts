import { LIVE_CUT_MS, LIVE_RED_MS } from '#contract/live'

/** A console is believed to be there this long after its last sign of life. Milliseconds. */
export const SILENT_MS = LIVE_CUT_MS

/** The house looks every second; when it has not for so long, it stood still itself. Milliseconds. */
const STANDSTILL_MS = LIVE_RED_MS

/** That a person was heard, and what the console said of its sound. */
export interface Sign {
  readonly accountId: string
  readonly heardAt: number
  readonly audio: string
}

/**
/**
 * Who was heard when. Signs of life live in memory; what they decide (a seat that fell silent, a claim given back) is
 * written. Where several processes have consoles they tell each other (service.ts). After a restart everybody is taken
 * to have been heard when the process began, and after a standstill of our own when it ended: what they said meanwhile
 * has not been read yet (docs/adr/0013).
 */
export class Presence {
  readonly #signs = new Map<string, Sign>()
  readonly #untold = new Set<string>()
  #listeningSince: number
  #lookedAt: number

  constructor(beganAt: number) {
    this.#listeningSince = beganAt
    this.#lookedAt = beganAt
  }

  /** The house looks round; called every second, whether anybody is on duty or not. */
  look(now: number): void {
    if (now - this.#lookedAt >= STANDSTILL_MS) this.#listeningSince = now
    this.#lookedAt = now
  }

  /** An account was heard here; `audio` is its console's sound state, when it said so. */
  heard(accountId: string, at: number, audio?: string): void {
    this.#signs.set(accountId, {
      accountId,
      heardAt: at,
      audio: audio ?? this.#signs.get(accountId)?.audio ?? 'unknown',
    })
    this.#untold.add(accountId)
  }

  /** An account was heard by another process. */
  learn(sign: Sign): void {
    const known = this.#signs.get(sign.accountId)
    if (!known || known.heardAt < sign.heardAt) this.#signs.set(sign.accountId, sign)
  }

  /** What was heard here since this was last asked. */
  takeUntold(): Sign[] {
    const signs = [...this.#untold].map((accountId) => this.#signs.get(accountId))
    this.#untold.clear()
    return signs.filter((sign) => sign !== undefined)
  }

  lastHeardAt(accountId: string): number {
    return Math.max(this.#signs.get(accountId)?.heardAt ?? 0, this.#listeningSince)
  }

  isSilent(accountId: string, now: number): boolean {
    this.look(now)
    return now - this.lastHeardAt(accountId) >= SILENT_MS
  }

  /**
   * Whether a bell rung now would be heard there. Right after our own restart nobody has said so yet, and a page asks
   * for its session before its first beat: until a silence would be noticed, unknown counts as heard.
   */
  isAudible(accountId: string, now: number): boolean {
    if (this.isSilent(accountId, now)) return false
    const audio = this.#signs.get(accountId)?.audio ?? 'unknown'
    return audio === 'running' || (audio === 'unknown' && now - this.#listeningSince < SILENT_MS)
  }
}
