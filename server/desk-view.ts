import type { DayFigures } from '#contract/live'
import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import { openCalls } from './desk/calls/list-store.ts'
import { findCalls } from './desk/calls/store.ts'
import { dayFigures, seenCalls, toCalls } from './desk/calls/view-store.ts'
import type { SeatService } from './desk/seats/service.ts'
import type { EventView } from './event-view.ts'
import type { DeskView } from './live/hub.ts'

/** The day's figures are counted at most this often, however many frames a storm makes. Milliseconds. */
const FIGURES_MS = 1_000

/** What consoles are shown of the desk. */
export function deskView(
  { read }: Pick<Database, 'read'>,
  clock: Clock,
  seats: SeatService,
  visible: EventView,
): DeskView {
  let figures: { readonly at: number; readonly value: Promise<Omit<DayFigures, 'audibleSeats'>> } | null = null
  return {
    visible: (news, viewer) => visible(news, viewer, viewer.scope),
    openCalls: async ({ scope }) => toCalls(read, await seenCalls(read, scope, await openCalls(read)), clock.now()),
    async callsNamedIn(news, { scope }) {
      const ids = new Set(news.flatMap(({ callId }) => (callId === null ? [] : [callId])))
      return toCalls(read, await seenCalls(read, scope, await findCalls(read, [...ids])), clock.now())
    },
    async figures() {
      const now = clock.now()
      if (!figures || now - figures.at >= FIGURES_MS) figures = { at: now, value: dayFigures(read, now) }
      return { ...(await figures.value), audibleSeats: seats.audible().length }
    },
    isOnDuty: seats.isOnDuty,
  }
}
