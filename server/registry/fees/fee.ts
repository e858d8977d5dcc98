import type { FeeFigures, FeeKind, Payer } from '#contract/fees'
import { ageOn, localDate } from '../../calendar/local-date.ts'
import { isBelow } from '../areas/area.ts'
import type { Stay } from './stay.ts'

/** A rule as it is applied; `path` of its area, null: everywhere. */
export interface Rule {
  readonly kind: FeeKind
  readonly fen: number
  readonly governmentFromAge: number | null
  readonly path: string | null
  readonly fromOn: string
}

/** A stay with what decides about its fees. */
export interface ChargedStay extends Stay {
  /** Where the home lies. */
  readonly path: string
  /** It took the place of a unit that was swapped: it joins nothing, and its month is that unit's. */
  readonly follows: boolean
  /** Whoever lived there, and until when; `bornOn` null: not known. */
  readonly residents: readonly { readonly bornOn: string | null; readonly leftAt: number | null }[]
}

/** One fee and how it came about. */
export interface Charge {
  readonly kind: FeeKind
  /** The local date that decides. */
  readonly on: string
  readonly fen: number
  readonly payer: Payer
  readonly because: 'old_enough' | 'not_old_enough' | 'age_unknown' | 'everybody_pays'
}

/** A month of the calendar, `2026-11`, by its first and last local dates. */
export interface MonthDays {
  readonly firstOn: string
  readonly lastOn: string
}

export function daysOf(month: string): MonthDays {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { firstOn: `${month}-01`, lastOn: `${month}-${String(last).padStart(2, '0')}` }
}

/** Of the rules that hold there on that date: the one of the nearest area, and of several the newest. */
export function ruleFor(rules: readonly Rule[], kind: FeeKind, on: string, path: string): Rule | undefined {
  const holding = rules.filter(
    (rule) => rule.kind === kind && rule.fromOn <= on && (rule.path === null || isBelow(path, rule.path)),
  )
  const depth = (rule: Rule): number => rule.path?.length ?? 0
  return holding.sort((a, b) => depth(b) - depth(a) || b.fromOn.localeCompare(a.fromOn))[0]
}

/** Who pays by this rule for a home on a local date (design §1: the government for those of 75 and more). */
export function payerOf(
  rule: Pick<Rule, 'governmentFromAge'>,
  residents: ChargedStay['residents'],
  on: string,
): Pick<Charge, 'payer' | 'because'> {
  const { governmentFromAge: age } = rule
  if (age === null) return { payer: 'resident', because: 'everybody_pays' }
  const there = residents.filter(({ leftAt }) => leftAt === null || localDate(leftAt) >= on)
  // At noon it is that date in the house's zone, whatever the machine's.
  const at = Date.parse(`${on}T04:00:00Z`)
  if (there.some(({ bornOn }) => bornOn !== null && ageOn(bornOn, at) >= age)) {
    return { payer: 'government', because: 'old_enough' }
  }
  const isKnown = there.every(({ bornOn }) => bornOn !== null)
  return { payer: 'resident', because: isKnown ? 'not_old_enough' : 'age_unknown' }
}

/** The dates of a month that decide about a stay's fees; none when it was not there in that month. */
export function duesOf({ fromAt, untilAt, follows }: ChargedStay, { firstOn, lastOn }: MonthDays) {
  const fromOn = localDate(fromAt)
  if (fromOn > lastOn || (untilAt !== null && localDate(untilAt) < firstOn)) return []
  const isNew = fromOn >= firstOn
  // What it followed was there in this month, and paid it.
  if (isNew && follows) return []
  const service = { kind: 'service', on: isNew ? fromOn : firstOn } as const
  return isNew ? [{ kind: 'joining', on: fromOn } as const, service] : [service]
}

export const NO_FIGURES: FeeFigures = {
  units: 0,
  joining: { government: { units: 0, fen: 0 }, resident: { units: 0, fen: 0 } },
  service: { government: { units: 0, fen: 0 }, resident: { units: 0, fen: 0 } },
  unknownAge: 0,
  withoutRule: 0,
}

/** The figures of one stay in a month. */
export function figuresOf(stay: ChargedStay, days: MonthDays, rules: readonly Rule[]): FeeFigures {
  const dues = duesOf(stay, days)
  const charges = dues.map(({ kind, on }): Charge | null => {
    const rule = ruleFor(rules, kind, on, stay.path)
    return rule ? { kind, on, fen: rule.fen, ...payerOf(rule, stay.residents, on) } : null
  })
  const sum = (kind: FeeKind, payer: Payer) => {
    const own = charges.filter((charge) => charge?.kind === kind && charge.payer === payer)
    return { units: own.length, fen: own.reduce((fen, charge) => fen + (charge?.fen ?? 0), 0) }
  }
  const sums = (kind: FeeKind) => ({ government: sum(kind, 'government'), resident: sum(kind, 'resident') })
  return {
    units: Number(dues.some(({ kind }) => kind === 'service')),
    joining: sums('joining'),
    service: sums('service'),
    unknownAge: Number(charges.some((charge) => charge?.because === 'age_unknown')),
    withoutRule: Number(charges.includes(null)),
  }
}

/** Both together. */
export function plus(a: FeeFigures, b: FeeFigures): FeeFigures {
  const sums = (kind: FeeKind) => ({ government: both(kind, 'government'), resident: both(kind, 'resident') })
  const both = (kind: FeeKind, payer: Payer) => ({
    units: a[kind][payer].units + b[kind][payer].units,
    fen: a[kind][payer].fen + b[kind][payer].fen,
  })
  return {
    units: a.units + b.units,
    joining: sums('joining'),
    service: sums('service'),
    unknownAge: a.unknownAge + b.unknownAge,
    withoutRule: a.withoutRule + b.withoutRule,
  }
}
