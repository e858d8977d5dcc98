import type { Reader, Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import { pathBelow } from '../areas/area.ts'
import { addAreas, allAreas, holdTree, type AreaRow as StoredArea, writePlaces } from '../areas/store.ts'
import type { AreaRow } from './area-row.ts'
import { type KnownArea, planAreas } from './take-areas.ts'
import type { About, Taken } from './taken-service.ts'

/** The tree as the rows of a file are held against it. */
export async function knownAreas(on: Reader): Promise<KnownArea[]> {
  return (await allAreas(on)).map(asKnown)
}

const asKnown = ({ closedAt, ...area }: StoredArea): KnownArea => ({ ...area, isClosed: closedAt !== null })

/** Takes areas into the tree; rows that it speaks against by now are left out. */
export async function takeAreas(tx: Tx, { at, by, importId }: About, rows: readonly AreaRow[]): Promise<Taken> {
  await holdTree(tx)
  const standing = await allAreas(tx)
  const byCode = new Map(standing.map((area) => [area.code, area]))
  const { adds } = planAreas(rows, standing.map(asKnown))
  const fresh = adds.map(({ row: _row, parentCode, ...area }) => {
    const parent = parentCode === null ? null : (byCode.get(parentCode) ?? null)
    const id = newId()
    const path = pathBelow(parent, id)
    const nothingYet = { mergedIntoId: null, closedAt: null, version: 1, addedAt: at }
    const stored: StoredArea = { ...area, id, parentId: parent?.id ?? null, path, ...nothingYet }
    byCode.set(stored.code, stored)
    return stored
  })
  if (!(await addAreas(tx, fresh))) throw new Error('an area was added that the tree did not show')
  await writePlaces(
    tx,
    fresh.map(({ id, parentId }) => ({ id: newId(), areaId: id, parentId, fromAt: at })),
  )
  const events = fresh.map(({ id }) => ({
    ...{ at, type: 'area.added' as const, actor: by },
    data: { area: id, import: importId },
  }))
  // No row of them is taken back: homes may lie in an area by now (undo.ts).
  return { added: fresh.length, rows: [], secrets: [], events }
}
