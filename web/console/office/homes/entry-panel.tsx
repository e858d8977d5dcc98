import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EditButton } from '../file/edit-button.tsx'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf } from '../form/values.ts'
import { Panel } from '../frame/page.tsx'
import { FIELDS } from './fields.ts'
import type { HomeProps } from './place-panels.tsx'
import { useHomeWriting } from './use-home.ts'

const { doorCode } = FIELDS

/** That there is a door code, never which: it opens on the card of an emergency, and here it is only replaced. */
export function EntryPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const [changing, setChanging] = useState(false)
  const what = t('home.field.doorCode')
  return (
    <Panel title={what} actions={editable ? <EditButton what={what} onClick={() => setChanging(true)} /> : null}>
      <p>{t(home.hasDoorCode ? 'home.hasDoorCode' : 'home.noDoorCode')}</p>
      {changing ? <DoorCodeDialog home={home} close={() => setChanging(false)} /> : null}
    </Panel>
  )
}

function DoorCodeDialog({ home, close }: Pick<HomeProps, 'home'> & { readonly close: () => void }) {
  const { t } = useTranslation()
  const { write, error, busy } = useHomeWriting(home)
  const what = t('home.field.doorCode')
  return (
    <AskDialog<Record<string, unknown>>
      title={t('form.editNamed', { what })}
      lead={t('file.replaceLead')}
      submit={t('form.save')}
      error={error}
      busy={busy}
      yes={(form) => write(bodyOf({ doorCode }, form), close)}
      close={close}
    >
      <SchemaField name="doorCode" label={what} schema={doorCode} autoFocus />
    </AskDialog>
  )
}
