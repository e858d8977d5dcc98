import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Call, PARK_REASONS, type ParkReason } from '#contract/calls'
import { serverNow } from '../../shared/clock/server-clock.ts'
import { MoveDialog } from './move-dialog.tsx'
import { parkWith, waitsOf } from './moving.ts'

/** The call waits for something that is known, and rings again by itself. */
export function ParkDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState<ParkReason>()
  const [minutes, setMinutes] = useState<string>()
  const questions = [
    {
      name: 'reason',
      legend: t('moves.parkFor'),
      choices: PARK_REASONS.map((value) => ({ value, label: t(`parkReason.${value}`) })),
      value: reason,
      choose: (value: ParkReason) => setReason(value),
    },
    {
      name: 'minutes',
      legend: t('moves.parkUntil'),
      choices: waitsOf(call).map((wait) => ({ value: String(wait), label: t('moves.minutes', { count: wait }) })),
      value: minutes,
      choose: (value: string) => setMinutes(value),
    },
  ]
  const move =
    reason === undefined || minutes === undefined ? null : () => parkWith(call.id, Number(minutes), reason, serverNow())
  return (
    <MoveDialog
      call={call}
      title={t('moves.park')}
      lead={t('moves.parkLead')}
      submit={t('moves.park')}
      questions={questions}
      move={move}
    />
  )
}
