import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import { ringCloned } from './desk/calls/clone-service.ts'
import { momentOf } from './desk/calls/reach.ts'
import type { ReachOf } from './desk/calls/service.ts'
import type { EventLog } from './events/log.ts'
import type { Speaker } from './intake/clone-watch.ts'
import { markCloned } from './registry/devices/life-store.ts'

/** A cloned device rings once in this time, however long it goes on. Milliseconds. */
const ONCE_MS = 24 * 3_600_000

/** What the house does when two units speak as one device: the registry marks it, and the desk is rung, both or neither. */
export function tellsOfClones(db: Database, clock: Clock, events: EventLog, reachOf: ReachOf) {
  return ({ id, homeId }: Speaker): Promise<void> =>
    db.write(async (tx) => {
      const at = clock.now()
      if (!(await markCloned(tx, id, at, at - ONCE_MS))) return
      const moment = momentOf(await reachOf(tx, [homeId]), homeId, at)
      await ringCloned(tx, events, { deviceId: id, homeId }, moment)
    })
}
