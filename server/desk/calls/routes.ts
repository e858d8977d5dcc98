import type { FastifyPluginAsync } from 'fastify'
import type { Call } from '#contract/calls'
import type { HomeCard } from '#contract/registry'
import { callRoutes } from '#contract/routes'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { serve } from '../../http.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../../registry/accounts/store.ts'
import type { Scope } from '../../registry/areas/scope.ts'
import type { HomeService } from '../../registry/homes/service.ts'
import type { Vault } from '../../registry/privacy/vault-service.ts'
import type { CallRecord } from './call.ts'
import { showDoorCode } from './door-service.ts'
import { closedCalls, openCalls } from './list-store.ts'
import type { CallService } from './service.ts'
import { findCalls } from './store.ts'
import { seenCalls, toCalls, toNotes } from './view-store.ts'

const DESK = ['operator', 'supervisor'] as const

export interface CallRouteOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly calls: CallService
  readonly homes: HomeService
  readonly vault: Vault
}

export const routesOfCalls: FastifyPluginAsync<CallRouteOptions> = async (app, options) => {
  const { db, clock, events, calls, homes, vault } = options
  const view = async (record: CallRecord): Promise<Call> => {
    const [call] = await toCalls(db.read, [record], clock.now())
    if (!call) throw new Refused('call_not_found')
    return call
  }

  /** A call of a home that may not be seen is not there; one of no home is everybody's at a desk. */
  async function own(scope: Scope, id: string): Promise<string> {
    if (scope.paths !== null && (await seenCalls(db.read, scope, await findCalls(db.read, [id]))).length === 0) {
      throw new Refused('call_not_found')
    }
    return id
  }

  serve(app, callRoutes.list, DESK, async ({ query, scope }) => {
    const limit = query.limit ?? 200
    const records = query.state === 'closed' ? await closedCalls(db.read, query.after, limit) : await openCalls(db.read)
    const items = await toCalls(db.read, await seenCalls(db.read, scope, records), clock.now())
    const full = query.state === 'closed' && records.length === limit
    return { items, next: full ? (records.at(-1)?.id ?? null) : null }
  })

  serve(app, callRoutes.show, DESK, async ({ params, account, scope }) => {
    const [record] = await findCalls(db.read, [await own(scope, params.id)])
    if (!record) throw new Refused('call_not_found')
    const timeline = await events.ofCall(params.id)
    const card = record.homeId === null ? null : await cardFor(account.id, record, record.homeId)
    if (record.homeId !== null) await logReading(account.id, record)
    const notes = await toNotes(db.read, vault, record)
    const actors = timeline.flatMap(({ actor }) => (actor.kind === 'account' && actor.id !== null ? [actor.id] : []))
    const names = Object.fromEntries(await accountNames(db.read, [...new Set(actors)]))
    return { call: await view(record), card, notes, events: timeline, names }
  })

  /** Whoever has claimed an open call must ring the contacts; everybody else sees their phones masked (design §8). */
  function cardFor(accountId: string, { ownerId, closedAt }: CallRecord, homeId: string): Promise<HomeCard> {
    return ownerId === accountId && closedAt === null ? homes.cardInFull(homeId) : homes.card(homeId)
  }

  /** Who looked at a home is an event, once per call and person (design §8; research/reliability.md S18). */
  async function logReading(accountId: string, { id, homeId }: CallRecord): Promise<void> {
    const seen = await events.ofCall(id)
    if (seen.some(({ type, actor }) => type === 'home.shown' && actor.id === accountId)) return
    const actor = { kind: 'account' as const, id: accountId }
    await db.write((tx) => events.append(tx, [{ at: clock.now(), type: 'home.shown', actor, callId: id, homeId }]))
  }

  serve(app, callRoutes.claim, DESK, async ({ params, account, scope }) => {
    await own(scope, params.id)
    try {
      return await view(await calls.claim(params.id, account.id))
    } catch (fault) {
      throw await withWinner(fault)
    }
  })

  /** The loser of a claim learns the winner's name (design §6 rule 2). */
  async function withWinner(fault: unknown): Promise<unknown> {
    if (!(fault instanceof Refused) || fault.code !== 'call_already_claimed') return fault
    const id = String(fault.detail?.owner ?? '')
    const name = (await accountNames(db.read, [id])).get(id) ?? null
    return new Refused('call_already_claimed', { owner: { id, name } })
  }

  serve(app, callRoutes.release, DESK, async ({ params, account, scope }) =>
    view(await calls.release(await own(scope, params.id), account.id)),
  )

  serve(app, callRoutes.park, DESK, async ({ params, body, account, scope }) =>
    view(await calls.park(await own(scope, params.id), account.id, body)),
  )

  serve(app, callRoutes.transfer, DESK, async ({ params, body, account, scope }) =>
    view(await calls.transfer(await own(scope, params.id), account, body)),
  )

  serve(app, callRoutes.colleagues, DESK, async ({ params, scope }) => {
    const [record] = await findCalls(db.read, [await own(scope, params.id)])
    if (!record) throw new Refused('call_not_found')
    const names = await accountNames(db.read, await calls.colleaguesOf(record))
    return { items: [...names].map(([id, name]) => ({ id, name })) }
  })

  serve(app, callRoutes.takeOver, DESK, async ({ params, body, account, scope }) =>
    view(await calls.takeOver(await own(scope, params.id), account, body.reason)),
  )

  serve(app, callRoutes.merge, DESK, async ({ params, body, account, scope }) =>
    view(await calls.merge(await own(scope, params.id), account.id, await own(scope, body.intoId))),
  )

  serve(app, callRoutes.prioritise, DESK, async ({ params, body, account, scope }) =>
    view(await calls.prioritise(await own(scope, params.id), account.id, body)),
  )

  serve(app, callRoutes.doorCode, DESK, async ({ params, account, scope }) => ({
    code: await showDoorCode(options, await own(scope, params.id), account),
  }))

  serve(app, callRoutes.note, DESK, async ({ params, body, account, scope }) => {
    const record = await calls.note(await own(scope, params.id), account.id, body)
    const note = (await toNotes(db.read, vault, record)).find(({ id }) => id === body.id)
    if (!note) throw new Refused('stale_version')
    return note
  })

  serve(app, callRoutes.contactAttempt, DESK, async ({ params, body, account, scope }) =>
    view(await calls.attempt(await own(scope, params.id), account.id, body)),
  )

  serve(app, callRoutes.resolve, DESK, async ({ params, body, account, scope }) =>
    view(await calls.resolve(await own(scope, params.id), account.id, body)),
  )

  serve(app, callRoutes.close, DESK, async ({ params, body, account, scope }) =>
    view(await calls.close(await own(scope, params.id), account.id, body.outcome)),
  )

  serve(app, callRoutes.reopen, DESK, async ({ params, body, account, scope }) =>
    view(await calls.reopen(await own(scope, params.id), account.id, newId(), body.reason)),
  )
}
