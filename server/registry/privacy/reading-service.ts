import type { Static } from 'typebox'
import type { AreaReading, Reading } from '#contract/readings'
import { startOfLocalDay } from '../../calendar/local-date.ts'
import { toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../accounts/store.ts'
import { covers, rangesOf, type Scope } from '../areas/scope.ts'
import { findAreas } from '../areas/store.ts'
import { type ReadingRow, readingsBelow, readingsOf } from './reading-store.ts'

type Look = Static<typeof Reading>
type AreaLook = Static<typeof AreaReading>

/** From the noon of a day to the day after; a local day has at most 25 hours. Milliseconds. */
const NEXT_DAY = 36 * 3_600_000

export interface ReadingService {
  /** Who looked at a home on this local date, `2026-11-22` (research/reliability.md S18). */
  ofHome(homeId: string, on: string): Promise<Look[]>
  /**
   * Who looked at the homes of an area, and of what lies below it, on this local date, after event `after`. `next` is
   * the number to go on from. Refuses with `not_found` for an area that may not be seen.
   */
  ofArea(
    areaId: string,
    scope: Scope,
    page: { on: string; after: number; limit: number },
  ): Promise<{ items: AreaLook[]; next: string | null }>
}

export function readingService(db: Database): ReadingService {
  return {
    async ofHome(homeId, on) {
      const { from, until } = dayOf(on)
      const rows = await readingsOf(db.read, homeId, from, until)
      const names = await namesOf(rows)
      return rows.map((row) => toReading(row, names))
    },
    async ofArea(areaId, scope, { on, after, limit }) {
      const [area] = await findAreas(db.read, [areaId])
      const [within] = area && covers(scope, area.path) ? rangesOf({ paths: [area.path] }) : []
      if (!within) throw new Refused('not_found')
      const rows = await readingsBelow(db.read, within, { ...dayOf(on), after, limit })
      const names = await namesOf(rows)
      const items = rows.map((row) => ({ ...toReading(row, names), homeId: row.homeId, address: row.address }))
      return { items, next: rows.length === limit ? String(rows.at(-1)?.seq) : null }
    },
  }

  function namesOf(rows: readonly ReadingRow[]): Promise<ReadonlyMap<string, string>> {
    const ids = rows.flatMap(({ actorId }) => (actorId === null ? [] : [actorId]))
    return accountNames(db.read, [...new Set(ids)])
  }
}

/** The two ends of a local date. */
function dayOf(on: string): { from: number; until: number } {
  const from = startOfLocalDay(Date.parse(`${on}T04:00:00Z`))
  return { from, until: startOfLocalDay(from + NEXT_DAY) }
}

function toReading({ at, type, actorId, callId, data }: ReadingRow, names: ReadonlyMap<string, string>): Look {
  const { field = null } = JSON.parse(data) as { field?: string }
  const id = actorId ?? ''
  return { at: toIso(at), by: { id, name: names.get(id) ?? '' }, what: type as Look['what'], field, callId }
}
