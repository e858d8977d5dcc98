import type { CallRecord, CallTimer } from './call.ts'

/** Claiming stops the bell, not the clock (design §6 rule 3). Milliseconds after the claim. */
export const UNATTENDED_MS = 30_000
export const ORPHANED_MS = 60_000
/** How often it is checked that the owner's console still lives (rule 2). Milliseconds. */
export const LEASE_MS = 15_000

/** What watches a call from `at` on that has a new owner: for their life, and until somebody was rung. */
export function watched(call: Pick<CallRecord, 'contactAttemptedAt'>, at: number): CallTimer[] {
  const contact = call.contactAttemptedAt === null ? at + UNATTENDED_MS : null
  return [
    { kind: 'contact', dueAt: contact },
    { kind: 'lease', dueAt: at + LEASE_MS },
  ]
}
