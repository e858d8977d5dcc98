import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { type FullResident, LEAVINGS } from '#contract/residents'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { useLeaving } from './use-resident.ts'

type Why = (typeof LEAVINGS)[number]
const WHY = Type.Enum([...LEAVINGS])

interface Props {
  readonly resident: FullResident
  readonly close: () => void
}

/** One command ends everything that runs for a resident; it cannot be taken back, so it says so first. */
export function LeaveDialog({ resident: { id, version, name }, close }: Props) {
  const { t } = useTranslation()
  const leave = useLeaving(id)
  return (
    <AskDialog<{ why: Why }>
      title={t('resident.leaveTitle', { name })}
      lead={t('resident.leaveLead')}
      submit={t('resident.leaveYes')}
      grave
      error={leave.error}
      busy={leave.isPending}
      yes={({ why }) => leave.mutate({ params: { id }, body: { version, why } }, { onSuccess: close })}
      close={close}
    >
      <SchemaField
        name="why"
        label={t('resident.leaveWhy')}
        schema={WHY}
        wordOf={(why) => t(`resident.leavings.${why as Why}`)}
      />
    </AskDialog>
  )
}
