import type { Actor, EventType } from '#contract/events'
import type { DueHold, Hold, NewHold } from '#contract/holds'
import { type Clock, toIsoOrNull } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { rangesOf, type Scope } from '../areas/scope.ts'
import { findResident, holdResident, type ResidentRow } from '../residents/store.ts'
import { isReversed } from './hold.ts'
import { dueHolds, findHold, type HoldRow, holdsOf, replaceHold, writeHold } from './store.ts'

/** Longest list of holds that are due. */
const MOST = 1000

/** Which hold was read by whom, of which version. */
interface Turn {
  readonly id: string
  readonly version: number
  readonly by: string
}

/** When services rest; a hold never mutes an emergency. Every verb refuses with `not_found`. */
export interface HoldService {
  /** The home of the resident that a hold is about. */
  homeOf(id: string): Promise<string>
  ofResident(residentId: string): Promise<Hold[]>
  /** Refuses with `resident_left`, `dates_reversed`. */
  add(residentId: string, hold: NewHold, by: string): Promise<Hold>
  /** Refuses with `stale_version`, `hold_ended`, `dates_reversed`. */
  change(turn: Turn, fields: Partial<NewHold>): Promise<Hold>
  /** Refuses with `stale_version`, `hold_ended`. */
  end(turn: Turn): Promise<Hold>
  /** Whom somebody has to ask on this local date, in these areas; the longest due first, 1000 at most. */
  due(on: string, scope: Scope): Promise<DueHold[]>
}

export function holdService(db: Database, clock: Clock, events: EventLog): HoldService {
  async function tell(tx: Tx, type: EventType, hold: HoldRow, { homeId }: ResidentRow, by: string): Promise<void> {
    const actor: Actor = { kind: 'account', id: by }
    const data = { hold: hold.id, resident: hold.residentId }
    await events.append(tx, [{ at: clock.now(), type, actor, homeId, data }])
  }

  async function found(id: string): Promise<HoldRow> {
    const hold = await findHold(db.read, id)
    if (!hold) throw new Refused('not_found')
    return hold
  }

  /** The hold and its resident as they stand, held for this transaction. */
  async function standing(tx: Tx, id: string): Promise<{ before: HoldRow; resident: ResidentRow }> {
    const before = await findHold(tx, id)
    const resident = before && (await holdResident(tx, before.residentId))
    if (!before || !resident) throw new Refused('not_found')
    if (before.endedAt !== null) throw new Refused('hold_ended')
    return { before, resident }
  }

  async function replaced({ id, version, by }: Turn, type: EventType, changes: Partial<HoldRow>): Promise<Hold> {
    await db.write(async (tx) => {
      const { before, resident } = await standing(tx, id)
      const after = { ...before, ...changes, version: version + 1 }
      if (isReversed(after)) throw new Refused('dates_reversed')
      if (!(await replaceHold(tx, after, { ...before, version }))) {
        throw new Refused('stale_version', { version: before.version })
      }
      await tell(tx, type, after, resident, by)
    })
    return toHold(await found(id))
  }

  return {
    async homeOf(id) {
      const resident = await findResident(db.read, (await found(id)).residentId)
      if (!resident) throw new Refused('not_found')
      return resident.homeId
    },
    async ofResident(residentId) {
      if (!(await findResident(db.read, residentId))) throw new Refused('not_found')
      return (await holdsOf(db.read, residentId)).map(toHold)
    },
    async add(residentId, hold, by) {
      if (isReversed(hold)) throw new Refused('dates_reversed')
      const at = clock.now()
      const made = { id: newId(), residentId, version: 1, addedAt: at, addedBy: by, endedAt: null }
      const row: HoldRow = { ...hold, ...made, services: [...new Set(hold.services)] }
      await db.write(async (tx) => {
        const resident = await holdResident(tx, residentId)
        if (!resident) throw new Refused('not_found')
        if (resident.leftAt !== null) throw new Refused('resident_left')
        await writeHold(tx, row)
        await tell(tx, 'hold.added', row, resident, by)
      })
      return toHold(row)
    },
    change: (turn, fields) => replaced(turn, 'hold.changed', fields),
    end: (turn) => replaced(turn, 'hold.ended', { endedAt: clock.now() }),
    async due(on, scope) {
      const found = await Promise.all(rangesOf(scope).map((range) => dueHolds(db.read, on, range, MOST)))
      const all = found.flat().map(({ homeId, name, address, ...hold }) => ({ ...toHold(hold), homeId, name, address }))
      return all.sort((a, b) => (a.reviewOn < b.reviewOn ? -1 : a.reviewOn > b.reviewOn ? 1 : 0)).slice(0, MOST)
    },
  }
}

function toHold({ addedAt: _at, addedBy: _by, endedAt, ...hold }: HoldRow): Hold {
  return { ...hold, endedAt: toIsoOrNull(endedAt) }
}
