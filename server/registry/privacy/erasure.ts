import { ERASURE_REASONS, type ErasureReport } from '#contract/erasure'
import { LEAVINGS } from '#contract/residents'

/** A line of the list of erasures: ids and codes, no word of a person. */
export interface Erased {
  readonly residentId: string
  /** The home that went with them, or null. */
  readonly homeId: string | null
  readonly reason: (typeof ERASURE_REASONS)[number]
  readonly leaving: (typeof LEAVINGS)[number]
  /** Milliseconds since 1970. */
  readonly erasedAt: number
}

/** The list as a text, a line of JSON for each; begins with a line end, so that a torn line before it spoils no other. */
export function lineOf({ residentId, homeId, reason, leaving, erasedAt }: Erased): string {
  return `\n${JSON.stringify({ residentId, homeId, reason, leaving, erasedAt })}\n`
}

/** What a list holds, each resident once, and how many of its lines cannot be read: a power cut tears the last one. */
export function readList(text: string): { readonly erased: Erased[]; readonly unreadable: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const read = lines.map(readLine)
  const erased = read.filter((one) => one !== null)
  const byResident = new Map(erased.map((one) => [one.residentId, one]))
  return { erased: [...byResident.values()], unreadable: lines.length - erased.length }
}

function readLine(line: string): Erased | null {
  try {
    const one = JSON.parse(line) as Erased
    return isErased(one) ? one : null
  } catch {
    return null
  }
}

function isErased({ residentId, homeId, reason, leaving, erasedAt }: Erased): boolean {
  return (
    typeof residentId === 'string' &&
    (homeId === null || typeof homeId === 'string') &&
    ERASURE_REASONS.includes(reason) &&
    LEAVINGS.includes(leaving) &&
    Number.isSafeInteger(erasedAt)
  )
}

/** Rows by table. */
export type Counts = Readonly<Record<string, number>>

/** A table may be blanked for the resident and for the home. */
export function summed(counts: readonly (readonly [table: string, rows: number])[]): Counts {
  const sums = new Map<string, number>()
  for (const [table, rows] of counts) sums.set(table, (sums.get(table) ?? 0) + rows)
  return Object.fromEntries(sums)
}

/** What stays, and why; `homeToo` where nobody else of the home is kept. */
export function keptOf(homeToo: boolean): ErasureReport['kept'] {
  return [
    // Ids, codes and instants, by which figures of past months stay what they were.
    ...(['residents', 'homes', 'holds', 'imported_rows', 'calls', 'rings', 'signals'] as const).map((table) => ({
      table,
      why: 'counted' as const,
    })),
    { table: 'events', why: 'chained' },
    // That somebody changed or recorded something, and who that was, without what stood there.
    ...(['resident_changes', 'home_changes', 'consents'] as const).map((table) => ({
      table,
      why: 'signed_for' as const,
    })),
    // Files that were not taken into the registry yet; retention takes them after 30 days.
    { table: 'import_chunks', why: 'goes_by_itself' },
    ...(homeToo ? [] : OF_OTHERS.map((table) => ({ table, why: 'others_live_there' as const }))),
  ]
}

const OF_OTHERS = ['home_files', 'contacts', 'notes', 'signal_bodies'] as const
