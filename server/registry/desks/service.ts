import type { ChangedDesk, Desk, NewDesk } from '#contract/areas'
import type { Actor } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { AreaServiceOptions } from '../areas/service.ts'
import { findAreas } from '../areas/store.ts'
import { coversInCircle } from './desk.ts'
import { addDesk, allDesks, type DeskRow, type FullDesk, holdDesks, replaceDesk, writeServed } from './store.ts'

/** Which desk serves which areas, when, and who covers for it. */
export interface DeskService {
  list(): Promise<Desk[]>
  /** Refuses with `name_taken`, `not_found` (an area, the cover), `area_has_desk`. */
  add(desk: NewDesk, actor: Actor): Promise<Desk>
  /** Refuses besides with `stale_version` and `desk_in_circle`. */
  change(id: string, desk: ChangedDesk, actor: Actor): Promise<Desk>
}

export function deskService({ db, clock, events }: AreaServiceOptions): DeskService {
  async function serve(tx: Tx, id: string, areaIds: readonly string[]): Promise<void> {
    const wanted = [...new Set(areaIds)]
    if ((await findAreas(tx, wanted)).length < wanted.length) throw new Refused('not_found')
    if (!(await writeServed(tx, id, wanted))) throw new Refused('area_has_desk')
  }

  function assertCover(desks: readonly FullDesk[], id: string, coveredById: string | null): void {
    if (coveredById === null) return
    if (coveredById === id || coversInCircle(desks, id, coveredById)) throw new Refused('desk_in_circle')
    if (!desks.some((desk) => desk.id === coveredById)) throw new Refused('not_found')
  }

  async function shown(id: string): Promise<Desk> {
    const desk = (await allDesks(db.read)).find((one) => one.id === id)
    if (!desk) throw new Refused('not_found')
    return toDesk(desk)
  }

  return {
    list: async () => (await allDesks(db.read)).map(toDesk),
    async add({ areaIds, ...desk }, actor) {
      const id = newId()
      await db.write(async (tx) => {
        assertCover(await holdDesks(tx), id, desk.coveredById)
        const at = clock.now()
        if (!(await addDesk(tx, { ...desk, id, addedAt: at, version: 1 }))) throw new Refused('name_taken')
        await serve(tx, id, areaIds)
        await events.append(tx, [{ at, type: 'desk.added', actor, data: { desk: id } }])
      })
      return shown(id)
    },
    async change(id, { areaIds, version, ...desk }, actor) {
      await db.write(async (tx) => {
        const desks = await holdDesks(tx)
        const before = desks.find((one) => one.id === id)
        if (!before) throw new Refused('not_found')
        if (before.version !== version) throw new Refused('stale_version')
        if (desks.some((one) => one.id !== id && one.name === desk.name)) throw new Refused('name_taken')
        assertCover(desks, id, desk.coveredById)
        const after: DeskRow = { ...before, ...desk, version: version + 1 }
        if (!(await replaceDesk(tx, after, before))) throw new Refused('stale_version')
        await serve(tx, id, areaIds)
        await events.append(tx, [{ at: clock.now(), type: 'desk.changed', actor, data: { desk: id } }])
      })
      return shown(id)
    },
  }
}

function toDesk({ id, name, hours, coveredById, version, areaIds }: FullDesk): Desk {
  return { id, name, areaIds: [...areaIds], hours: [...hours], coveredById, version }
}
