import { AREA_LEVELS, type AREA_LINE_FAULTS, type AreaLevel } from '#contract/areas'

/** A line of the file: what stands under each heading, and which line of the spreadsheet it is. */
export interface AreaLine {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent: string
}

/** An area that stands already. */
export interface KnownArea {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly parentId: string | null
  readonly isClosed: boolean
}

export interface LineFault {
  readonly line: number
  readonly code: (typeof AREA_LINE_FAULTS)[number]
  readonly value: string
}

/** An area to be added; its parent stands already or is added before it. */
export interface PlannedArea {
  readonly code: string
  readonly name: string
  readonly level: AreaLevel
  readonly parentCode: string | null
}

export interface AreaPlan {
  readonly adds: readonly PlannedArea[]
  readonly unchanged: number
  readonly faults: readonly LineFault[]
}

/** What people call the levels in their own files. */
const LEVEL_WORDS: Readonly<Record<string, AreaLevel>> = {
  市: 'city',
  区: 'district',
  县: 'district',
  区县: 'district',
  街道: 'subdistrict',
  乡镇: 'subdistrict',
  镇: 'subdistrict',
  乡: 'subdistrict',
  社区: 'community',
  村: 'community',
  网格: 'grid',
}

/** What a file of areas would do; every fault of every line is named, and with one of them nothing is done. */
export function planAreas(lines: readonly AreaLine[], known: readonly KnownArea[]): AreaPlan {
  const standing = new Map(known.map((area) => [area.code, area]))
  const codes = new Map(known.map((area) => [area.id, area.code]))
  const inFile = new Map(lines.map((line) => [line.code, line]))
  const seen = new Set<string>()
  const judged = lines.map((line): Judged => {
    const level = levelOf(line.level)
    const faults = [...ownFaults(line, level, seen), ...parentFaults(line, level, standing, inFile)]
    seen.add(line.code)
    if (faults.length > 0 || !level) return { faults }
    const there = standing.get(line.code)
    if (!there) return { add: { code: line.code, name: line.name, level, parentCode: line.parent || null } }
    const parent = there.parentId === null ? '' : codes.get(there.parentId)
    const isSame = there.name === line.name && there.level === level && parent === line.parent
    return isSame ? {} : { faults: [fault(line, 'code_stands_otherwise', line.code)] }
  })
  return {
    adds: judged.flatMap(({ add }) => add ?? []).sort((a, b) => rank(a.level) - rank(b.level)),
    unchanged: judged.filter(({ add, faults }) => !add && !faults).length,
    faults: judged.flatMap(({ faults }) => faults ?? []),
  }
}

/** What is wrong with a line, or what it adds; neither: the area stands there just so. */
interface Judged {
  readonly faults?: readonly LineFault[]
  readonly add?: PlannedArea
}

function levelOf(text: string): AreaLevel | null {
  return AREA_LEVELS.find((level) => level === text.toLowerCase()) ?? LEVEL_WORDS[text] ?? null
}

function rank(level: AreaLevel): number {
  return AREA_LEVELS.indexOf(level)
}

function fault(line: AreaLine, code: LineFault['code'], value: string): LineFault {
  return { line: line.line, code, value }
}

function ownFaults(line: AreaLine, level: AreaLevel | null, seen: ReadonlySet<string>): LineFault[] {
  const found: LineFault[] = []
  if (line.code === '') found.push(fault(line, 'code_missing', ''))
  else if (!/^[0-9A-Za-z-]{1,32}$/.test(line.code)) found.push(fault(line, 'code_malformed', line.code))
  else if (seen.has(line.code)) found.push(fault(line, 'code_twice', line.code))
  if (line.name === '') found.push(fault(line, 'name_missing', ''))
  else if (line.name.length > 64) found.push(fault(line, 'name_too_long', line.name))
  if (!level) found.push(fault(line, 'level_unknown', line.level))
  return found
}

function parentFaults(
  line: AreaLine,
  level: AreaLevel | null,
  standing: ReadonlyMap<string, KnownArea>,
  inFile: ReadonlyMap<string, AreaLine>,
): LineFault[] {
  if (line.parent === '' || !level) return []
  const there = standing.get(line.parent)
  if (there?.isClosed) return [fault(line, 'parent_closed', line.parent)]
  const above = there?.level ?? levelOf(inFile.get(line.parent)?.level ?? '')
  if (!there && !inFile.has(line.parent)) return [fault(line, 'parent_unknown', line.parent)]
  if (!above || rank(above) !== rank(level) - 1) return [fault(line, 'parent_wrong_level', line.parent)]
  return []
}
