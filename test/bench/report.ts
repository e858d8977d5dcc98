import { type Goal, isMet, type Part, sentenceOf } from './part.ts'

/** The parts as people read them: a table each, then what became of the goals. */
export function tables(parts: readonly Part[]): string {
  const text = parts.map(({ title, head, rows }) => `${title}\n${aligned([head, ...rows])}\n`)
  return `${[...text, ...goalsOf(parts).map(sentenceOf)].join('\n')}\n`
}

/** The same as one object, with every round. */
export function asObject(parts: readonly Part[]): object {
  return {
    parts,
    goals: goalsOf(parts).map((goal) => ({ ...goal, met: isMet(goal) })),
  }
}

export function goalsOf(parts: readonly Part[]): Goal[] {
  return parts.flatMap(({ goals }) => goals)
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n')
}
