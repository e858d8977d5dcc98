import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewResident } from '#contract/registry'
import { type FullResident, ResidentFile } from '#contract/residents'
import { registryRoutes, residentRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf } from '../form/values.ts'
import { residentWords } from '../residents/fields.ts'
import { useNumberFault } from '../residents/number-fault.ts'

const { idNumber } = ResidentFile.properties
type Values = Record<string, unknown>

interface Props {
  readonly homeId: string
  readonly done: (residentId: string) => void
  readonly close: () => void
}

/** The number is kept with the file and not with the card, so it is written second; a wrong one is asked for again. */
export function AddResidentDialog({ homeId, done, close }: Props) {
  const { t } = useTranslation()
  const words = residentWords(t)
  const stale = [registryRoutes.showHome, residentRoutes.search]
  const add = useWrite(residentRoutes.add, stale)
  const number = useWrite(residentRoutes.change, [residentRoutes.show])
  const [added, setAdded] = useState<FullResident | null>(null)
  const fault = useNumberFault(number.error)
  const writeNumber = ({ id, version }: FullResident, values: Values): void => {
    const fields = bodyOf({ idNumber }, values)
    if (fields.idNumber === null) done(id)
    else number.mutate({ params: { id }, body: { version, fields } }, { onSuccess: () => done(id) })
  }
  const submit = (values: Values): void => {
    if (added) {
      writeNumber(added, values)
      return
    }
    const body = bodyOf(NewResident.properties, values) as NewResident
    const onSuccess = (resident: FullResident): void => {
      setAdded(resident)
      writeNumber(resident, values)
    }
    add.mutate({ params: { id: homeId }, body }, { onSuccess })
  }
  return (
    <AskDialog<Values>
      title={t('home.addResident')}
      lead={t(added ? 'home.numberOnly' : 'home.addResidentLead')}
      submit={t('form.save')}
      error={add.error ?? number.error}
      {...(fault !== null && { fault })}
      busy={add.isPending || number.isPending}
      yes={submit}
      close={() => (added ? done(added.id) : close())}
    >
      {added ? null : <ResidentFields words={words} />}
      <SchemaField name="idNumber" label={words.label('idNumber')} schema={idNumber} />
    </AskDialog>
  )
}

function ResidentFields({ words }: { readonly words: ReturnType<typeof residentWords> }) {
  return Object.entries(NewResident.properties).map(([name, schema], n) => (
    <SchemaField
      key={name}
      name={name}
      label={words.label(name)}
      schema={schema}
      wordOf={(choice) => words.choice(name, choice)}
      autoFocus={n === 0}
    />
  ))
}
