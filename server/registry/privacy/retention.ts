import { RETENTION_CLASSES, type RETENTION_REASONS, type RetentionClass } from '#contract/retention'
import { startOfLocalDay } from '../../calendar/local-date.ts'

interface RetentionRule {
  /** So long it is kept, in days of 24 hours. */
  readonly days: number
  readonly because: (typeof RETENTION_REASONS)[number]
}

/**
 * How long what is kept, and who asks for it (research/reliability.md, GB/T 35273: alarms 3 years, telemetry 90 days).
 * Calls, signals and events have no line: they are counted and chained, and hold no word of anybody.
 */
export const RETENTION: Readonly<Record<RetentionClass, RetentionRule>> = {
  /** The bytes as a device sent them; what they said stands in the signal. */
  signal_bodies: { days: 90, because: 'gbt_35273' },
  /** Rows of uploaded files, what was found wrong with them, and secrets that nobody fetched. */
  import_rows: { days: 30, because: 'pipl_19' },
  /** From where and with what somebody had signed in. */
  session_traces: { days: 90, because: 'pipl_19' },
  sign_in_guesses: { days: 7, because: 'pipl_19' },
  photos_replaced: { days: 30, because: 'pipl_19' },
  photos_of_left: { days: 30, because: 'pipl_47' },
  /** What stood in a field before; that it was changed, and by whom, stays. */
  resident_history: { days: 1095, because: 'gbt_35273' },
  home_history: { days: 1095, because: 'gbt_35273' },
  call_notes: { days: 1095, because: 'gbt_35273' },
}

const DAY_MS = 86_400_000
/** When the desk is quietest, after the start of the local day. Milliseconds. */
const NIGHT_MS = 3 * 3_600_000
/** From the start of a day to the middle of the next; a local day has 23 to 25 hours. Milliseconds. */
const NEXT_DAY_MS = 36 * 3_600_000

/** One row of a class, as far as it matters here. */
export interface Ageing {
  /** Since when it has not been needed, milliseconds since 1970; null: it is needed, or nothing of it is left. */
  readonly since: number | null
  /** A hold or an open call of its home keeps it. */
  readonly isKept: boolean
}

/** What becomes of a row at `at`: it stays, it stays although it is old enough, or it goes. */
export function fateOf(name: RetentionClass, { since, isKept }: Ageing, at: number): 'stays' | 'kept' | 'goes' {
  if (since === null || since >= goesBefore(name, at)) return 'stays'
  return isKept ? 'kept' : 'goes'
}

/** What is older than this goes at `at`; both milliseconds since 1970. */
export function goesBefore(name: RetentionClass, at: number): number {
  return at - RETENTION[name].days * DAY_MS
}

/** The first night after `at`, by the calendar of the house; milliseconds since 1970. */
export function nextNight(at: number): number {
  const today = startOfLocalDay(at)
  const tonight = today + NIGHT_MS
  return tonight > at ? tonight : startOfLocalDay(today + NEXT_DAY_MS) + NIGHT_MS
}

/** Up to which row a night has come: behind `after` in this class. Null: it is over. */
export type Position = { readonly name: RetentionClass; readonly after: string } | null

export const BEGINNING: Position = { name: RETENTION_CLASSES[0], after: '' }

/** Where it goes on behind `last`, the last row of a page; without one the class is done, and the next one begins. */
export function behind({ name }: NonNullable<Position>, last: string | null): Position {
  if (last !== null) return { name, after: last }
  const next = RETENTION_CLASSES[RETENTION_CLASSES.indexOf(name) + 1]
  return next ? { name: next, after: '' } : null
}
