import type { Event } from '#contract/events'
import type { QueryOf, ReplyOf } from '#contract/route'
import type { auditRoutes } from '#contract/routes'
import type { Database } from '../db/database.ts'
import type { ChainKey } from './chain.ts'
import type { EventLog } from './log.ts'
import { verifyPart } from './verify.ts'

type Filter = QueryOf<typeof auditRoutes.look>

/** Events that one request looks through, whether it finds anything or not. */
const LOOKED_THROUGH = 2_000
/** Lines of a page. */
const SHOWN = 100
/** Events that one request verifies. */
const VERIFIED = 5_000

/** Reads the log for people. Whatever it is asked, the work of one request has a bound. */
export interface AuditService {
  /** The newest events first; `visible` leaves out what the reader may not see. */
  look(
    filter: Filter,
    visible: (events: readonly Event[]) => Promise<readonly Event[]>,
  ): Promise<ReplyOf<typeof auditRoutes.look>>
  /** How far the chain is whole, going on after a number that was reached before. */
  verify(after: number): Promise<ReplyOf<typeof auditRoutes.verify>>
}

export interface AuditOptions {
  readonly db: Database
  readonly log: EventLog
  readonly key: ChainKey
  readonly namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export function auditService({ db, log, key, namesOf }: AuditOptions): AuditService {
  return {
    async look(filter, visible) {
      const end = (filter.before ?? (await log.upTo()) + 1) - 1
      const begin = Math.max(0, end - LOOKED_THROUGH)
      const found = (await log.between(begin, end)).filter((event) => matches(event, filter))
      const newest = [...(await visible(found))].reverse()
      const items = newest.slice(0, SHOWN)
      const isMore = newest.length > SHOWN
      const names = await namesOf([
        ...new Set(items.flatMap(({ actor }) => (actor.kind === 'account' && actor.id ? [actor.id] : []))),
      ])
      return { items, names: Object.fromEntries(names), next: isMore ? (items.at(-1)?.seq ?? null) : nextOf(begin) }
    },
    async verify(after) {
      const { whole, brokenAt, isEnd } = await verifyPart(
        db,
        (id) => (id === key.id ? key : undefined),
        after,
        VERIFIED,
      )
      return { upTo: whole, brokenAt, next: isEnd || brokenAt !== null ? null : whole }
    },
  }
}

/** What lies before a part that was looked through. */
function nextOf(begin: number): number | null {
  return begin > 0 ? begin + 1 : null
}

function matches(event: Event, { type, actorId, homeId }: Filter): boolean {
  return (
    (type === undefined || event.type === type) &&
    (actorId === undefined || event.actor.id === actorId) &&
    (homeId === undefined || event.homeId === homeId)
  )
}
