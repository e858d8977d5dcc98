import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import type { CallService } from './desk/calls/service.ts'
import { findCalls } from './desk/calls/store.ts'
import { seenCalls } from './desk/calls/view-store.ts'
import type { Presence } from './desk/seats/presence.ts'
import type { SeatService } from './desk/seats/service.ts'
import type { ConsoleActions } from './live/socket.ts'
import { accountsByIds } from './registry/accounts/store.ts'
import { scopeOf } from './registry/areas/scope-service.ts'

export interface ConsoleActionOptions {
  readonly db: Database
  readonly clock: Clock
  readonly presence: Presence
  readonly seats: SeatService
  readonly calls: CallService
}

/** What a console's socket does to the desk. */
export function consoleActions({ db, clock, presence, seats, calls }: ConsoleActionOptions): ConsoleActions {
  return {
    heard: (accountId, audio) => presence.heard(accountId, clock.now(), audio),
    duty: (accountId, on, audio, toneConfirmed) =>
      on ? seats.goOnDuty(accountId, audio, toneConfirmed) : seats.goOffDuty(accountId),
    async shown(accountId, ids) {
      const [account] = await accountsByIds(db.read, [accountId])
      if (!account) return
      const scope = await scopeOf(db.read, account)
      if (scope.paths === null) return calls.shown(ids, accountId)
      const own = await seenCalls(db.read, scope, await findCalls(db.read, ids))
      await calls.shown(
        own.map(({ id }) => id),
        accountId,
      )
    },
  }
}
