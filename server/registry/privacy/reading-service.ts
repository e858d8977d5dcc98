import type { Static } from 'typebox'
import type { Reading } from '#contract/readings'
import { startOfLocalDay } from '../../calendar/local-date.ts'
import { toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import { accountNames } from '../accounts/store.ts'
import { type ReadingRow, readingsOf } from './reading-store.ts'

type Look = Static<typeof Reading>

/** From the noon of a day to the day after; a local day has at most 25 hours. Milliseconds. */
const NEXT_DAY = 36 * 3_600_000

export interface ReadingService {
  /** Who looked at a home on this local date, `2026-11-22` (research/reliability.md S18). */
  ofHome(homeId: string, on: string): Promise<Look[]>
}

export function readingService(db: Database): ReadingService {
  return {
    async ofHome(homeId, on) {
      const from = startOfLocalDay(Date.parse(`${on}T04:00:00Z`))
      const rows = await readingsOf(db.read, homeId, from, startOfLocalDay(from + NEXT_DAY))
      const ids = rows.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]))
      const names = await accountNames(db.read, [...new Set(ids)])
      return rows.map((row) => toReading(row, names))
    },
  }
}

function toReading({ at, type, actorId, callId, data }: ReadingRow, names: ReadonlyMap<string, string>): Look {
  const { field = null } = JSON.parse(data) as { field?: string }
  const id = actorId ?? ''
  return { at: toIso(at), by: { id, name: names.get(id) ?? '' }, what: type as Look['what'], field, callId }
}
