import { AREA_LEVELS, type AreaLevel } from '#contract/areas'
import type { AreaRow } from './area-row.ts'
import { AREA_COLUMNS } from './columns.ts'
import { atPlace, type Placed } from './placed.ts'
import { note } from './reading.ts'

/** An area that stands already. */
export interface KnownArea {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly parentId: string | null
  readonly isClosed: boolean
}

/** What a file of areas adds, what is above before what is below, and what speaks against the other rows. */
export interface AreaPlan {
  readonly adds: readonly AreaRow[]
  readonly found: readonly Placed[]
}

type Standing = Pick<KnownArea, 'name' | 'level' | 'isClosed'> & { readonly parentCode: string | null }

/**
 * Decides what these rows add to the tree, in whatever order they are written: a parent may stand below its children.
 * A row whose parent does not come in stays out too; of two with one code the first counts.
 */
export function planAreas(rows: readonly AreaRow[], known: readonly KnownArea[]): AreaPlan {
  const codes = new Map(known.map(({ id, code }) => [id, code]))
  const standing = new Map<string, Standing>(
    known.map((area) => [area.code, { ...area, parentCode: codes.get(area.parentId ?? '') ?? null }]),
  )
  const adds: AreaRow[] = []
  const found: Placed[] = []
  const seen = new Set<string>()
  for (const row of [...rows].sort((a, b) => rank(a.level) - rank(b.level))) {
    if (seen.has(row.code)) continue
    seen.add(row.code)
    const against = standing.has(row.code) ? [whatStands(row, standing)] : parentFaults(row, standing)
    found.push(...against)
    if (against.length > 0) continue
    standing.set(row.code, { ...row, isClosed: false })
    adds.push(row)
  }
  return { adds, found }
}

function rank(level: AreaLevel): number {
  return AREA_LEVELS.indexOf(level)
}

/** The very same area is nothing to do; another under this code is a mistake. */
function whatStands(row: AreaRow, standing: ReadonlyMap<string, Standing>): Placed {
  const there = standing.get(row.code)
  const isSame = there?.name === row.name && there.level === row.level && there.parentCode === row.parentCode
  const code = isSame ? 'area_exists' : 'area_stands_otherwise'
  return atPlace(row.row, AREA_COLUMNS.code.heading, note(code, { text: row.code }))
}

function parentFaults({ row, level, parentCode }: AreaRow, standing: ReadonlyMap<string, Standing>): Placed[] {
  if (parentCode === null) return []
  const parent = standing.get(parentCode)
  const say = (code: 'parent_unknown' | 'parent_closed' | 'parent_wrong_level') => [
    atPlace(row, AREA_COLUMNS.parent.heading, note(code, { text: parentCode })),
  ]
  if (!parent) return say('parent_unknown')
  if (parent.isClosed) return say('parent_closed')
  return rank(parent.level) === rank(level) - 1 ? [] : say('parent_wrong_level')
}
