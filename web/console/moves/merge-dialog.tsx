import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { MoveDialog } from './move-dialog.tsx'
import { mergeWith, useMergeable } from './moving.ts'

/** The home has another open call; one of them goes on. */
export function MergeDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const others = useMergeable(call)
  const [into, setInto] = useState<string | undefined>(others.length === 1 ? others[0]?.id : undefined)
  const whither = {
    name: 'into',
    legend: t('moves.mergeInto'),
    choices: others.map((other) => ({
      value: other.id,
      label: `${other.number} ${t(`trigger.${other.trigger}`)} P${other.priority}`,
    })),
    value: into,
    choose: (value: string) => setInto(value),
  }
  const go = (intoId: string) => async (): Promise<void> => {
    const { id } = await mergeWith(call.id, intoId)
    await navigate({ to: '/calls/$callId', params: { callId: id } })
  }
  return (
    <MoveDialog
      call={call}
      title={t('moves.merge')}
      lead={t('moves.mergeLead')}
      submit={t('moves.merge')}
      questions={[whither]}
      move={into === undefined ? null : go(into)}
    />
  )
}
