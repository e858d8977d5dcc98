import type { TFunction } from 'i18next'
import type { DeskHours } from '#contract/areas'

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Days that follow on each other, first and last: 1 2 3 5 → 1–3, 5–5. */
export function runsOf(weekdays: readonly number[]): ReadonlyArray<readonly [number, number]> {
  const days = [...new Set(weekdays)].sort((a, b) => a - b)
  const runs: [number, number][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last && last[1] === day - 1) last[1] = day
    else runs.push([day, day])
  }
  return runs
}

/** When somebody can be reached, in one line; hours that end before they begin go on into the next day. */
export function reachWords(hours: readonly DeskHours[], t: TFunction): string {
  if (hours.length === 0) return t('reach.always')
  return hours
    .map(({ weekdays, from, to }) =>
      t(to <= from ? 'reach.overnight' : 'reach.span', { days: daysInWords(weekdays, t), from, to }),
    )
    .join(t('reach.next'))
}

function daysInWords(weekdays: readonly number[], t: TFunction): string {
  const word = (day: number): string => t(`reach.day.d${day as Weekday}`)
  const inWords = ([first, last]: readonly [number, number]): string => {
    if (first === last) return word(first)
    if (last === first + 1) return `${word(first)}${t('reach.and')}${word(last)}`
    return t('reach.run', { first: word(first), last: word(last) })
  }
  const runs = runsOf(weekdays)
  if (runs.length === 1 && runs[0]?.[0] === 1 && runs[0][1] === 7) return t('reach.everyDay')
  return runs.map(inWords).join(t('reach.and'))
}
