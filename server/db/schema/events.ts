import { sql } from 'drizzle-orm'
import type { EventType } from '#contract/events'
import { bytes, index, instant, int, serial, table, text, uniqueIndex, word } from '../dialect.ts'

/** What an event says, with or without its number. */
const happening = () => ({
  at: instant().notNull(),
  type: word<EventType>().notNull(),
  actorKind: word<'account' | 'device' | 'house'>().notNull(),
  actorId: text(),
  callId: text(),
  homeId: text(),
  deviceId: text(),
  /** Canonical JSON (RFC 8785), hashed as stored. */
  data: text().notNull(),
})

/** Looks at what is private: `READ_TYPES` of the contract, in the very words of the index, which serves no others. */
export const READ = sql`type in ('home.shown', 'home.door_code_shown', 'contact.shown', 'resident.shown')`

/** Something that happened: append-only, numbered, hash-chained. Triggers refuse UPDATE and DELETE (design §4). */
export const events = table(
  'events',
  {
    seq: int().primaryKey(),
    ...happening(),
    keyId: text().notNull(),
    hash: bytes().notNull(),
  },
  // Without further presses: a stuck button makes thousands, and the call itself counts them.
  (row) => [
    index('events_by_call').on(row.callId).where(sql`type <> 'call.pressed'`),
    index('events_by_reading').on(row.homeId, row.at).where(READ),
    index('events_by_reading_day').on(row.at).where(READ),
  ],
)

/**
 * What happened and has no number yet. Where many processes write, numbering in the writing transaction would let only
 * one of them write at a time; so they leave it here, and whoever seals moves it over (design §4, ADR 16). Always empty
 * on SQLite, where events are numbered at once.
 */
export const unsealedEvents = table('unsealed_events', {
  n: serial(),
  ...happening(),
})

/** How far each reader of the log has come; moved in the transaction that records its effect. */
export const consumers = table('consumers', {
  name: text().primaryKey(),
  seq: int().notNull(),
})

/** Which process does what only one may do, and until when it does without renewing it. */
export const leases = table('leases', {
  name: text().primaryKey(),
  holder: text().notNull(),
  until: instant().notNull(),
})

/** What is due when. A timer is consumed in the transaction that records its effect. */
export const timers = table(
  'timers',
  {
    /** Kind and subject: there is one timer of a kind for a subject. */
    id: text().primaryKey(),
    kind: text().notNull(),
    subject: text().notNull(),
    dueAt: instant().notNull(),
  },
  (row) => [index('timers_by_due').on(row.dueAt)],
)

/** A message that has to leave the house. Keyed by what caused it, so nothing is planned twice. */
export const notices = table(
  'notices',
  {
    id: text().primaryKey(),
    consumer: text().notNull(),
    seq: int().notNull(),
    target: text().notNull(),
    callId: text().notNull(),
    plannedAt: instant().notNull(),
    nextAt: instant(),
    attempts: int().notNull(),
    sentAt: instant(),
    failedAt: instant(),
    fault: text(),
  },
  (row) => [
    uniqueIndex('notices_cause').on(row.consumer, row.seq, row.target),
    index('notices_by_next').on(row.nextAt),
  ],
)
