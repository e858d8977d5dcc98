import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePlaces } from '../accounts/places.ts'
import { NativeSelect } from '../form/native-select.tsx'
import { today } from '../frame/when.ts'
import { monthBefore, monthsUntil } from './months.ts'

/** As far back as books are mostly asked for. */
const MONTHS = 36

interface Props {
  readonly month: string
  /** Empty: all that somebody may see. */
  readonly area: string
}

/** Which month and which part of the town. Not every browser has a field for months, so they stand in a list. */
export function FeeFilterLine({ month, area }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { areas } = usePlaces()
  const show = (asked: { readonly month: string; readonly area: string }): void =>
    void navigate({
      to: '/office/fees',
      search: { month: asked.month, ...(asked.area !== '' && { area: asked.area }) },
    })
  const running = today().slice(0, 7)
  return (
    <div className="fee-filter screen-only">
      <Button onClick={() => show({ month: monthBefore(month, 1), area })}>{t('fees.earlier')}</Button>
      <select
        className="native-select"
        aria-label={t('fees.month')}
        value={month}
        onChange={({ target }) => show({ month: target.value, area })}
      >
        {monthsUntil(today(), month, MONTHS).map((one) => (
          <option key={one} value={one}>
            {one === running ? t('fees.running', { month: one }) : one}
          </option>
        ))}
      </select>
      <Button disabled={month >= running} onClick={() => show({ month: monthBefore(month, -1), area })}>
        {t('fees.later')}
      </Button>
      <NativeSelect
        label={t('fees.area')}
        options={areas}
        nothing={t('fees.everywhere')}
        value={area}
        onChange={({ target }) => show({ month, area: target.value })}
      />
    </div>
  )
}
