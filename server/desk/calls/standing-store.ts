import type { CallKind } from '#contract/calls'
import type { Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import type { CallRecord } from './call.ts'
import { REOPEN_MS } from './press.ts'
import { closedEmergenciesOf, holdOpenCallsOf } from './store.ts'

/** Subjects remembered at most; then memory begins anew. */
const MOST = 5_000

/** The calls that new signals may touch: of each subject the open ones, or the emergency closed a short while ago. */
export class Standing {
  readonly #bySubject = new Map<string, Map<string, CallRecord>>()
  readonly #unnumbered = new Set<string>()

  /** From here on this subject is known, also when it has no call. */
  know(subjectId: string): Map<string, CallRecord> {
    const calls = this.#bySubject.get(subjectId) ?? new Map<string, CallRecord>()
    this.#bySubject.set(subjectId, calls)
    return calls
  }

  knows(subjectId: string): boolean {
    return this.#bySubject.has(subjectId)
  }

  call(subjectId: string, kind: CallKind): CallRecord | undefined {
    return this.#bySubject.get(subjectId)?.get(kind)
  }

  keep(call: CallRecord): void {
    this.know(call.subjectId).set(call.kind, call)
    if (call.number === '') this.#unnumbered.add(call.subjectId)
  }

  /** Forgets subjects with a call opened just now: its number is given when it is written, so it has to be read. */
  forgetNew(): void {
    for (const subject of this.#unnumbered) this.#bySubject.delete(subject)
    this.#unnumbered.clear()
  }

  get size(): number {
    return this.#bySubject.size
  }
}

export interface StandingCalls {
  /** What stands for these subjects, read as far as it is not remembered. The batch keeps it up to date. */
  recall(tx: Tx, subjects: readonly string[], at: number): Promise<Standing>
  /** The batch is written: once it is on disk, what it left standing is remembered. */
  remember(tx: Tx, standing: Standing): Promise<void>
}

/**
 * Presses come in bursts about the same calls, and reading a call costs more than deciding it. No call changes without
 * an event in the same transaction, so what the last batch left stands for as long as no event has come after it; and
 * should that ever fail, the version in the update refuses the change (store.ts). Where other processes write too, an
 * event may not show yet, and nothing is remembered.
 */
export function standingCalls(events: EventLog, isSoleWriter: boolean): StandingCalls {
  let remembered: { readonly upTo: number; readonly standing: Standing } | null = null

  return {
    async recall(tx, subjects, at) {
      if (!isSoleWriter) return loaded(tx, subjects, at)
      const upTo = await events.newest(tx)
      const valid = remembered?.upTo === upTo && remembered.standing.size < MOST
      const standing = valid && remembered ? remembered.standing : new Standing()
      // Until its commit the batch may still be undone.
      remembered = null
      const unknown = subjects.filter((subject) => !standing.knows(subject))
      if (unknown.length > 0) await load(tx, standing, unknown, at)
      return standing
    },
    async remember(tx, standing) {
      if (!isSoleWriter) return
      const upTo = await events.newest(tx)
      standing.forgetNew()
      tx.afterCommit(() => {
        remembered = { upTo, standing }
      })
    },
  }
}

async function loaded(tx: Tx, subjects: readonly string[], at: number): Promise<Standing> {
  const standing = new Standing()
  await load(tx, standing, subjects, at)
  return standing
}

async function load(tx: Tx, standing: Standing, subjects: readonly string[], at: number): Promise<void> {
  for (const subject of subjects) standing.know(subject)
  for (const call of await holdOpenCallsOf(tx, subjects)) standing.keep(call)
  const quiet = subjects.filter((subject) => !standing.call(subject, 'emergency'))
  for (const call of await closedEmergenciesOf(tx, quiet, at - REOPEN_MS)) standing.keep(call)
}
