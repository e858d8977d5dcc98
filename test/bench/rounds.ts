import { type Measured, medianOf, rounded, type Series } from './figures.ts'
import type { House } from './house.ts'
import type { Counted } from './press.ts'
import { readMeter } from './proc.ts'

/** Says how far the bench has come. */
export type Say = (line: string) => void

/** Measures one round of one variant; `n` counts from 0, which is the uncounted one. */
export type Round = (house: House, n: number) => Promise<Counted>

/** Each variant once in every round, so that what the machine does meanwhile befalls them all. */
export async function interleave<Name extends string>(
  houses: ReadonlyMap<Name, House>,
  round: Round,
  rounds: number,
  say: Say,
): Promise<ReadonlyMap<Name, Series>> {
  const series = new Map<Name, Measured[]>([...houses.keys()].map((name) => [name, []]))
  for (let n = 0; n <= rounds; n += 1) {
    const figures: string[] = []
    for (const [name, house] of houses) {
      const measured = await measure(house, n, round)
      if (n > 0) series.get(name)?.push(measured)
      const micros = rounded(measured.houseMicros + measured.othersMicros, 0)
      figures.push(`${name} ${Math.round(measured.perSecond)}/s ${micros} µs`)
    }
    say(`${n === 0 ? 'warm-up' : `round ${n}`}: ${figures.join(', ')}`)
  }
  return series
}

/**
 * Receipts a second. The time and the processor time the house needs afterwards to decide what it has stored count too:
 * no debts.
 */
async function measure(house: House, n: number, round: Round): Promise<Measured> {
  const { signals, tookMs, cpu } = await round(house, n)
  const drainMs = await house.drain()
  const after = readMeter(house.meter)
  const micros = (from: number, to: number): number => ((to - from) * 1000) / signals
  return {
    perSecond: signals / ((tookMs + drainMs) / 1000),
    houseMicros: micros(cpu.house, after.house),
    othersMicros: micros(cpu.others, after.others),
  }
}

/** Presses for calls that stand already, for some seconds. */
export function pressing(seconds: number): Round {
  return (house) => {
    const spell = { seconds, warmUpMs: 1_000, meter: house.meter }
    return house.tell({ do: 'press', spell })
  }
}

export function lineOf(title: string, series: Series): readonly string[] {
  const house = medianOf(series, 'houseMicros')
  const all = house + medianOf(series, 'othersMicros')
  return [title, String(Math.round(medianOf(series, 'perSecond'))), micros(house), micros(all)]
}

function micros(value: number): string {
  return value === 0 ? '' : String(rounded(value, 0))
}
