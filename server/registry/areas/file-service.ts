import { parse } from 'csv/sync'
import type { AreaFileReport } from '#contract/areas'
import type { Actor } from '#contract/events'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { pathBelow } from './area.ts'
import { type AreaLine, type AreaPlan, planAreas } from './area-file.ts'
import type { AreaServiceOptions } from './service.ts'
import { type AreaRow, addAreas, allAreas, holdTree, writePlaces } from './store.ts'

/** The headings of the file, as offices write them and as programs do. */
const HEADINGS: Readonly<Record<string, keyof Omit<AreaLine, 'line'>>> = {
  code: 'code',
  name: 'name',
  level: 'level',
  parent: 'parent',
  编码: 'code',
  代码: 'code',
  名称: 'name',
  级别: 'level',
  层级: 'level',
  上级编码: 'parent',
  上级代码: 'parent',
}

/** Reads the tree from a file: all of it, or with a fault in any line nothing. */
export type AreaFileService = (csv: string, apply: boolean, actor: Actor) => Promise<AreaFileReport>

export function areaFileService({ db, clock, events }: AreaServiceOptions): AreaFileService {
  return async (csv, apply, actor) => {
    const lines = linesOf(csv)
    const plan = await db.write(async (tx) => {
      await holdTree(tx)
      const before = await allAreas(tx)
      const planned = planAreas(lines, before.map(known))
      if (!apply || planned.faults.length > 0 || planned.adds.length === 0) return planned
      const at = clock.now()
      const rows = rowsOf(planned, before, at)
      if (!(await addAreas(tx, rows))) throw new Refused('area_code_taken')
      const places = rows.map(({ id, parentId }) => ({ id: newId(), areaId: id, parentId, fromAt: at }))
      await writePlaces(tx, places)
      const news = rows.map(({ id }) => ({ at, type: 'area.added' as const, actor, data: { area: id } }))
      await events.append(tx, news)
      return planned
    })
    const { adds, unchanged, faults } = plan
    return { lines: lines.length, added: faults.length > 0 ? 0 : adds.length, unchanged, faults: [...faults] }
  }
}

const known = ({ closedAt, ...area }: AreaRow) => ({ ...area, isClosed: closedAt !== null })

function rowsOf({ adds }: AreaPlan, before: readonly AreaRow[], at: number): AreaRow[] {
  const byCode = new Map(before.map((area) => [area.code, area]))
  return adds.map(({ parentCode, ...area }) => {
    const parent = parentCode === null ? null : (byCode.get(parentCode) ?? null)
    const id = newId()
    const fresh = { mergedIntoId: null, closedAt: null, version: 1, addedAt: at }
    const row: AreaRow = { ...area, id, parentId: parent?.id ?? null, path: pathBelow(parent, id), ...fresh }
    byCode.set(row.code, row)
    return row
  })
}

/** @throws Refused `bad_request` when it is no CSV, or a heading is missing */
function linesOf(csv: string): AreaLine[] {
  const records = read(csv)
  const headings = (records[0] ?? []).map((text) => HEADINGS[text.trim().toLowerCase()] ?? null)
  const missing = (['code', 'name', 'level', 'parent'] as const).filter((name) => !headings.includes(name))
  if (missing.length > 0) throw new Refused('bad_request', { missing })
  return records.slice(1).flatMap((cells, n) => {
    if (cells.every((cell) => cell.trim() === '')) return []
    const line = { line: n + 2, code: '', name: '', level: '', parent: '' }
    headings.forEach((heading, place) => {
      if (heading) line[heading] = (cells[place] ?? '').trim()
    })
    return [line]
  })
}

function read(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, relaxColumnCount: true, skipEmptyLines: false })
  } catch (fault) {
    throw new Refused('bad_request', { reason: (fault as Error).message })
  }
}
