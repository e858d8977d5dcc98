/** What one round says of one variant. */
export interface Measured {
  /** Receipted and decided signals a second. */
  readonly perSecond: number
  /** Processor time a signal, of the house's processes and of broker and database together. Microseconds. */
  readonly houseMicros: number
  readonly othersMicros: number
}

/** What the rounds say of one variant, round for round. */
export type Series = readonly Measured[]

export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** The middle of what was measured in each round; figures of one round are compared with each other only. */
export function medianOf(series: Series, figure: keyof Measured): number {
  return quantile(
    series.map((measured) => measured[figure]),
    0.5,
  )
}

/** The middle of the ratios, each taken within one round. */
export function medianRatio(over: Series, under: Series, figure: keyof Measured): number {
  const ratios = over.map((measured, n) => measured[figure] / (under[n]?.[figure] ?? Number.NaN))
  return quantile(ratios, 0.5)
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
