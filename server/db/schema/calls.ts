import { sql } from 'drizzle-orm'
import type { CallKind, CallState, ParkReason, SubjectKind, Trigger } from '#contract/calls'
import { bool, bytes, index, instant, int, table, text, uniqueIndex, word } from '../dialect.ts'

export const calls = table(
  'calls',
  {
    id: text().primaryKey(),
    number: text().notNull(),
    kind: word<CallKind>().notNull(),
    priority: int().notNull(),
    state: word<CallState>().notNull(),
    trigger: word<Trigger>().notNull(),
    subjectKind: word<SubjectKind>().notNull(),
    subjectId: text().notNull(),
    homeId: text(),
    deviceId: text(),
    presses: int().notNull(),
    /** Instants of the last two presses, to see three within a minute. */
    pressedAt: instant().notNull(),
    pressedBeforeAt: instant(),
    repeated: bool().notNull(),
    delayed: bool().notNull(),
    cancelled: bool().notNull(),
    orphaned: bool().notNull(),
    unattended: bool().notNull(),
    ring: int().notNull(),
    step: int().notNull(),
    steppedAt: instant().notNull(),
    stepDueAt: instant(),
    ownerId: text(),
    assignedId: text(),
    receivedAt: instant().notNull(),
    rangAt: instant().notNull(),
    shownAt: instant(),
    claimedAt: instant(),
    contactAttemptedAt: instant(),
    contactedAt: instant(),
    onSceneAt: instant(),
    resolvedAt: instant(),
    parkedUntil: instant(),
    parkedFor: word<ParkReason>(),
    /** The call that went on with this one; only of those that are `merged`. */
    mergedIntoId: text(),
    closedAt: instant(),
    cause: text(),
    result: text(),
    seenBy: text(),
    concerns: text(),
    version: int().notNull(),
  },
  (row) => [
    // One open call of a kind per home (design §6 rule 4): the database says so, whatever the code believes.
    uniqueIndex('calls_one_open').on(row.subjectKind, row.subjectId, row.kind).where(sql`closed_at is null`),
    index('calls_by_subject').on(row.subjectId, row.closedAt),
    index('calls_by_closing').on(row.closedAt),
    index('calls_by_receipt').on(row.receivedAt),
  ],
)

/** Which call a signal belongs to: one call at the most, so the signal is the key. */
export const callSignals = table('call_signals', {
  signalUid: text().primaryKey(),
  callId: text().notNull(),
})

/** Each time a call starts ringing; all answer figures count these. */
export const rings = table(
  'rings',
  {
    id: text().primaryKey(),
    callId: text()
      .notNull()
      .references(() => calls.id),
    ring: int().notNull(),
    priority: int().notNull(),
    reason: text().notNull(),
    rangAt: instant().notNull(),
    shownAt: instant(),
    claimedAt: instant(),
    claimedBy: text(),
  },
  (row) => [uniqueIndex('rings_of_call').on(row.callId, row.ring), index('rings_by_start').on(row.rangAt)],
)

export const notes = table(
  'notes',
  {
    id: text().primaryKey(),
    callId: text()
      .notNull()
      .references(() => calls.id),
    authorId: text().notNull(),
    writtenAt: instant().notNull(),
    /** Empty: `encryptedText` holds it. Older versions wrote it here, and a start carries it over. */
    text: text().notNull(),
    encryptedText: bytes(),
  },
  (row) => [index('notes_by_call').on(row.callId)],
)

/** Next number per name: call numbers count within a local day. */
export const counters = table('counters', { name: text().primaryKey(), value: int().notNull() })

/** A console on duty. A seat that ended stays, so that hours can be counted. */
export const seats = table(
  'seats',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    ending: text(),
  },
  (row) => [index('seats_by_end').on(row.endedAt), index('seats_by_account').on(row.accountId)],
)

/** When a person at a console was last heard, and whether the console sounds; so that every process knows. */
export const presences = table('presences', {
  accountId: text().primaryKey(),
  heardAt: instant().notNull(),
  audio: text().notNull(),
})
