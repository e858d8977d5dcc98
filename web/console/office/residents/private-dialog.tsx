import { useTranslation } from 'react-i18next'
import type { FullResident } from '#contract/residents'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf } from '../form/values.ts'
import { FIELDS, type NumberName } from './fields.ts'
import { useNumberFault } from './number-fault.ts'
import { useResidentWriting } from './use-resident.ts'

interface Props {
  readonly name: NumberName
  readonly resident: FullResident
  readonly close: () => void
}

/** What is masked is not filled in here to be changed: a new value takes its place, and nothing takes it away. */
export function PrivateDialog({ name, resident, close }: Props) {
  const { t } = useTranslation()
  const { write, error, busy } = useResidentWriting(resident)
  const fault = useNumberFault(error)
  const what = t(`resident.field.${name}`)
  return (
    <AskDialog<Record<string, unknown>>
      title={t('form.editNamed', { what })}
      lead={t('file.replaceLead')}
      submit={t('form.save')}
      error={error}
      {...(fault !== null && { fault })}
      busy={busy}
      yes={(form) => write(bodyOf({ [name]: FIELDS[name] }, form), close)}
      close={close}
    >
      <SchemaField name={name} label={what} schema={FIELDS[name]} autoFocus />
    </AskDialog>
  )
}
