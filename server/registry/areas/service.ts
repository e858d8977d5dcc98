import type { Static } from 'typebox'
import type { Area, AreaContents, MergeArea, MoveArea, NewArea, RenameArea } from '#contract/areas'
import type { Actor, EventType } from '#contract/events'
import { type Clock, toIsoOrNull } from '../../clock.ts'
import type { Database, Reader, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { misplaced, pathBelow, unmergeable } from './area.ts'
import { covers, type Scope } from './scope.ts'
import {
  type AreaRow,
  addAreas,
  allAreas,
  contentsOf,
  findAreas,
  holdTree,
  passMerged,
  replaceArea,
  takeChildren,
  writePlaces,
} from './store.ts'

/** The tree of areas. Every verb sees only what lies in the scope; anything else is `not_found`. */
export interface AreaService {
  list(scope: Scope): Promise<Area[]>
  /** What would go along if this area moved. */
  contents(id: string, scope: Scope): Promise<AreaContents>
  /** Refuses with `area_code_taken`, `area_wrong_level`, `area_closed`. */
  add(area: NewArea, scope: Scope, actor: Actor): Promise<Area>
  rename(id: string, to: Static<typeof RenameArea>, scope: Scope, actor: Actor): Promise<Area>
  /** With everything below it; refuses besides with `area_in_circle`. */
  move(id: string, to: Static<typeof MoveArea>, scope: Scope, actor: Actor): Promise<Area>
  /** Closes the area; what lies in it counts as lying in the other from now on. */
  merge(id: string, into: Static<typeof MergeArea>, scope: Scope, actor: Actor): Promise<Area>
}

export interface AreaServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
}

export function areaService({ db, clock, events }: AreaServiceOptions): AreaService {
  async function find(on: Reader, id: string, scope: Scope): Promise<AreaRow> {
    const [area] = await findAreas(on, [id])
    if (!area || !covers(scope, area.path)) throw new Refused('not_found')
    return area
  }

  async function record(tx: Tx, type: EventType, actor: Actor, data: Record<string, unknown>): Promise<void> {
    await events.append(tx, [{ at: clock.now(), type, actor, data }])
  }

  async function put(tx: Tx, before: AreaRow, to: Partial<AreaRow>): Promise<AreaRow> {
    const after = { ...before, ...to, version: before.version + 1 }
    if (!(await replaceArea(tx, after, before))) throw new Refused('stale_version')
    return after
  }

  function expect(area: AreaRow, version: number): void {
    if (area.version !== version) throw new Refused('stale_version')
  }

  async function stand(tx: Tx, areaId: string, parentId: string | null): Promise<void> {
    await writePlaces(tx, [{ id: newId(), areaId, parentId, fromAt: clock.now() }])
  }

  return {
    list: async (scope) => (await allAreas(db.read)).filter(({ path }) => covers(scope, path)).map(toArea),
    contents: async (id, scope) => contentsOf(db.read, (await find(db.read, id, scope)).path),
    add: (area, scope, actor) =>
      db.write(async (tx) => {
        const parent = area.parentId === null ? null : await find(tx, area.parentId, scope)
        // A new tree beside the others is nobody's but those who see everything.
        if (!parent && scope.paths !== null) throw new Refused('not_found')
        refuse(misplaced(area.level, parent))
        const id = newId()
        const row = { ...area, id, path: pathBelow(parent, id), addedAt: clock.now(), ...FRESH }
        if (!(await addAreas(tx, [row]))) throw new Refused('area_code_taken')
        await stand(tx, id, area.parentId)
        await record(tx, 'area.added', actor, { area: id })
        return toArea(row)
      }),
    rename: (id, { name, version }, scope, actor) =>
      db.write(async (tx) => {
        const before = await find(tx, id, scope)
        expect(before, version)
        const after = await put(tx, before, { name })
        await record(tx, 'area.renamed', actor, { area: id, from: before.name, to: name })
        return toArea(after)
      }),
    move: (id, { parentId, version }, scope, actor) =>
      db.write(async (tx) => {
        await holdTree(tx)
        const [before, parent] = [await find(tx, id, scope), await find(tx, parentId, scope)]
        expect(before, version)
        if (before.closedAt !== null) throw new Refused('area_closed')
        refuse(misplaced(before.level, parent, before))
        const after = await put(tx, before, { parentId, path: pathBelow(parent, id) })
        await stand(tx, id, parentId)
        await record(tx, 'area.moved', actor, { area: id, from: before.parentId, to: parentId })
        return toArea(after)
      }),
    merge: (id, { intoId, version }, scope, actor) =>
      db.write(async (tx) => {
        await holdTree(tx)
        const [from, into] = [await find(tx, id, scope), await find(tx, intoId, scope)]
        expect(from, version)
        refuse(unmergeable(from, into))
        for (const child of await takeChildren(tx, from, into)) await stand(tx, child, intoId)
        await passMerged(tx, id, intoId)
        const closed = { mergedIntoId: intoId, closedAt: clock.now(), path: pathBelow(into, id) }
        const after = await put(tx, from, closed)
        await record(tx, 'area.merged', actor, { area: id, into: intoId })
        return toArea(after)
      }),
  }
}

const FRESH = { mergedIntoId: null, closedAt: null, version: 1 } as const

function refuse(code: ReturnType<typeof misplaced>): void {
  if (code) throw new Refused(code)
}

function toArea({ id, code, name, level, parentId, mergedIntoId, closedAt, version }: AreaRow): Area {
  return { id, code, name, level, parentId, mergedIntoId, closedAt: toIsoOrNull(closedAt), version }
}
