import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Call, PRIORITY_REASONS, type PriorityReason } from '#contract/calls'
import { MoveDialog } from './move-dialog.tsx'
import { prioritiseWith } from './moving.ts'

const LEVELS = ['1', '2', '3', '4'] as const

/** How urgent it is after all; less urgent only for a reason. */
export function LevelDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const [level, setLevel] = useState<string>()
  const [reason, setReason] = useState<PriorityReason>()
  const questions = [
    {
      name: 'level',
      legend: t('moves.level'),
      choices: LEVELS.filter((value) => Number(value) !== call.priority).map((value) => ({
        value,
        label: `P${value} ${t(`moves.levels.p${value}`)}`,
      })),
      value: level,
      choose: (value: string) => setLevel(value),
    },
    {
      name: 'reason',
      legend: t('moves.why'),
      choices: PRIORITY_REASONS.map((value) => ({ value, label: t(`priorityReason.${value}`) })),
      value: reason,
      choose: (value: PriorityReason) => setReason(value),
    },
  ]
  const move = level === undefined || reason === undefined ? null : () => prioritiseWith(call.id, Number(level), reason)
  return (
    <MoveDialog
      call={call}
      title={t('moves.changeLevel')}
      lead={t('moves.levelLead')}
      submit={t('moves.changeLevel')}
      questions={questions}
      move={move}
    />
  )
}
