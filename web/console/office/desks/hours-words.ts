import { useTranslation } from 'react-i18next'
import type { DeskHours } from '#contract/areas'

/** 1 Monday … 7 Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** The hours of a desk in words, a line each. */
export function useHoursWords(): (hours: readonly DeskHours[]) => readonly string[] {
  const { t } = useTranslation()
  return (hours) => {
    if (hours.length === 0) return [t('desk.always')]
    return hours.map(({ weekdays, from, to }) => {
      const days = weekdays.map((day) => t(`desk.weekday.d${day as Weekday}`)).join(' ')
      return t('desk.span', { days, from, to })
    })
  }
}
