import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Call, HANDOVER_REASONS, type HandoverReason } from '#contract/calls'
import type { Answer } from '../outcome/choice-list.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { takeOverWith, transferWith, useColleagues } from './moving.ts'

/** To a colleague who is there. */
export function TransferDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const colleagues = useColleagues(call.id)
  const [to, setTo] = useState<string>()
  const [reason, why] = useReason()
  const people = colleagues.data ?? []
  // A question without answers is none: until somebody is there, only why is asked.
  const whom: Answer = {
    name: 'to',
    legend: t('moves.transferTo'),
    choices: people.map(({ id, name }) => ({ value: id, label: name })),
    value: to,
    choose: (value: string) => setTo(value),
  }
  const isEmpty = colleagues.isSuccess && people.length === 0
  const move = to === undefined || reason === undefined ? null : () => transferWith(call.id, to, reason)
  return (
    <MoveDialog
      call={call}
      title={t('moves.transfer')}
      lead={isEmpty ? t('moves.transferNobody') : t('moves.transferLead')}
      submit={t('moves.transfer')}
      questions={people.length > 0 ? [whom, why] : []}
      move={move}
    />
  )
}

/** From somebody who has it. */
export function TakeOverDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const [reason, why] = useReason()
  return (
    <MoveDialog
      call={call}
      title={t('moves.takeOver')}
      lead={t('moves.takeOverLead', { name: call.owner?.name ?? '' })}
      submit={t('moves.takeOver')}
      questions={[why]}
      move={reason === undefined ? null : () => takeOverWith(call.id, reason)}
    />
  )
}

function useReason(): readonly [HandoverReason | undefined, Answer] {
  const { t } = useTranslation()
  const [reason, setReason] = useState<HandoverReason>()
  const why: Answer = {
    name: 'reason',
    legend: t('moves.why'),
    choices: HANDOVER_REASONS.map((value) => ({ value, label: t(`handoverReason.${value}`) })),
    value: reason,
    choose: (value: HandoverReason) => setReason(value),
  }
  return [reason, why]
}
