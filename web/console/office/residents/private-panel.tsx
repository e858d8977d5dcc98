import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FullResident, MaskedField } from '#contract/residents'
import { EditButton } from '../file/edit-button.tsx'
import { Revealed } from '../file/revealed.tsx'
import { Panel } from '../frame/page.tsx'
import { NUMBERS, type NumberName } from './fields.ts'
import { PrivateDialog } from './private-dialog.tsx'
import { useReveal } from './use-resident.ts'

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** Numbers that come masked. Each is shown on its own, and that is written down. */
export function PrivatePanel({ resident, editable }: Props) {
  const { t } = useTranslation()
  const [changing, setChanging] = useState<NumberName | null>(null)
  return (
    <Panel title={t('resident.section.private')}>
      <dl className="facts">
        {NUMBERS.map((name) => (
          <div key={name}>
            <dt>{t(`resident.field.${name}`)}</dt>
            <dd className="private">
              <Shown resident={resident} name={name} masked={[resident[name] ?? []].flat()} mayShow={editable} />
              {editable ? (
                <EditButton small what={t(`resident.field.${name}`)} onClick={() => setChanging(name)} />
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {editable ? <p className="faint private-lead">{t('file.showLead')}</p> : null}
      {changing ? <PrivateDialog name={changing} resident={resident} close={() => setChanging(null)} /> : null}
    </Panel>
  )
}

interface ShownProps {
  readonly resident: FullResident
  readonly name: MaskedField
  readonly masked: readonly string[]
  readonly mayShow: boolean
}

export function Shown({ resident: { id, version }, name, masked, mayShow }: ShownProps) {
  const { t } = useTranslation()
  const reveal = useReveal(id, name)
  const what = t(`resident.field.${name}`)
  return <Revealed what={what} masked={masked} reveal={reveal} mayShow={mayShow} version={version} />
}
