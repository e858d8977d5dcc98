import { setImmediate } from 'node:timers/promises'
import type { Actor, Event } from '#contract/events'
import type { FeeFigures, FeeRule, FeeStatement, NewFeeRule } from '#contract/fees'
import { startOfLocalDay } from '../../calendar/local-date.ts'
import { type Clock, toIsoOrNull } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { covers, rangesOf, type Scope, type Within } from '../areas/scope.ts'
import { allAreas, findAreas } from '../areas/store.ts'
import { type ChargedStay, daysOf, figuresOf, NO_FIGURES, plus, type Rule } from './fee.ts'
import { addRule, allRules, findRule, type RuleRow, withdrawRule } from './rule-store.ts'
import { moveOf } from './stay.ts'
import { beginStay, endStay, endsOfStays, livingInHomes, type PlacedStay, staysBetween } from './stay-store.ts'

/** Stays read and reckoned in one go. */
const PAGE = 500
/** From the noon of a day to the next one's; a local day has at most 25 hours. Milliseconds. */
const NEXT_DAY = 36 * 3_600_000

/** What units cost by the month, and who pays. */
export interface FeeService {
  rules(): Promise<FeeRule[]>
  /** Refuses with `not_found` for an area that is not there. */
  addRule(rule: NewFeeRule, actor: Actor): Promise<FeeRule>
  /** Refuses with `not_found`; a second time changes nothing. */
  withdrawRule(id: string, actor: Actor): Promise<FeeRule>
  /** Of one area and below, or of all in scope. Refuses with `not_found` for an area that may not be seen. */
  statement(month: string, areaId: string | null, scope: Scope): Promise<FeeStatement>
  /** Writes down where units stand now, as these events tell it. */
  follow(tx: Tx, news: readonly Event[]): Promise<void>
}

export function feeService(db: Database, clock: Clock, events: EventLog): FeeService {
  const { read } = db

  async function withinOf(areaId: string | null, scope: Scope): Promise<readonly Within[]> {
    if (areaId === null) return rangesOf(scope)
    const [area] = await findAreas(read, [areaId])
    if (!area || !covers(scope, area.path)) throw new Refused('not_found')
    return rangesOf({ paths: [area.path] })
  }

  async function rulesByPath(): Promise<Rule[]> {
    const rows = (await allRules(read)).filter(({ withdrawnAt }) => withdrawnAt === null)
    const places = await findAreas(
      read,
      rows.flatMap(({ areaId }) => areaId ?? []),
    )
    const paths = new Map(places.map(({ id, path }) => [id, path]))
    return rows.map(({ areaId, ...rule }) => ({
      ...rule,
      path: areaId === null ? null : (paths.get(areaId) ?? areaId),
    }))
  }

  async function* stays(within: readonly Within[], month: string): AsyncGenerator<(ChargedStay & PlacedStay)[]> {
    const { firstOn, lastOn } = daysOf(month)
    const from = startOfLocalDay(Date.parse(`${firstOn}T04:00:00Z`))
    const until = startOfLocalDay(startOfLocalDay(Date.parse(`${lastOn}T04:00:00Z`)) + NEXT_DAY)
    for (const range of within) {
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: PlacedStay[] = await staysBetween(read, range, { from, until, after, limit: PAGE })
        yield await charged(page)
        // Whoever waited for a turn gets it before the next page.
        await setImmediate()
        after = page.length === PAGE ? page.at(-1)?.id : undefined
      }
    }
  }

  async function charged(page: readonly PlacedStay[]): Promise<(ChargedStay & PlacedStay)[]> {
    const homeIds = [...new Set(page.map(({ homeId }) => homeId))]
    const ends = await endsOfStays(read, homeIds)
    const living = await livingInHomes(read, homeIds)
    return page.map((stay) => ({
      ...stay,
      // A swap ends one stay and begins the other at the same instant.
      follows: ends.some(
        ({ id, homeId, untilAt }) => id !== stay.id && homeId === stay.homeId && untilAt === stay.fromAt,
      ),
      residents: living.filter(({ homeId }) => homeId === stay.homeId),
    }))
  }

  return {
    rules: async () => (await allRules(read)).map(toRule),
    async addRule(rule, actor) {
      const { areaId } = rule
      if (areaId !== null && (await findAreas(read, [areaId])).length === 0) throw new Refused('not_found')
      const at = clock.now()
      const row: RuleRow = { id: newId(), ...rule, addedAt: at, withdrawnAt: null }
      await db.write(async (tx) => {
        await addRule(tx, row)
        await events.append(tx, [{ at, type: 'fee_rule.added', actor, data: { rule: row.id } }])
      })
      return toRule(row)
    },
    async withdrawRule(id, actor) {
      const at = clock.now()
      await db.write(async (tx) => {
        if (await withdrawRule(tx, id, at)) {
          await events.append(tx, [{ at, type: 'fee_rule.withdrawn', actor, data: { rule: id } }])
        }
      })
      const row = await findRule(read, id)
      if (!row) throw new Refused('not_found')
      return toRule(row)
    },
    async statement(month, areaId, scope) {
      const within = await withinOf(areaId, scope)
      const [rules, days] = [await rulesByPath(), daysOf(month)]
      const byArea = new Map<string, FeeFigures>()
      for await (const page of stays(within, month)) {
        for (const stay of page) {
          byArea.set(stay.areaId, plus(byArea.get(stay.areaId) ?? NO_FIGURES, figuresOf(stay, days, rules)))
        }
      }
      const known = (await allAreas(read)).filter(({ id }) => byArea.has(id))
      const items = known.map(({ id, code, name }) => ({
        ...{ areaId: id, code, name },
        figures: byArea.get(id) ?? NO_FIGURES,
      }))
      return { month, items, total: items.reduce((sum, { figures }) => plus(sum, figures), NO_FIGURES) }
    },
    async follow(tx, news) {
      for (const event of news) {
        const move = moveOf(event)
        if (move?.op === 'end') await endStay(tx, move.deviceId, move.at)
        if (move?.op !== 'begin') continue
        const { deviceId, fromAt } = move.stay
        await endStay(tx, deviceId, fromAt)
        await beginStay(tx, { id: newId(), ...move.stay })
      }
    },
  }
}

function toRule({ addedAt: _, withdrawnAt, ...rule }: RuleRow): FeeRule {
  return { ...rule, withdrawnAt: toIsoOrNull(withdrawnAt) }
}
