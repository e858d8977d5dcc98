import { useTranslation } from 'react-i18next'
import { type FullResident, ResidentFile } from '#contract/residents'
import { GroupPanel } from '../file/group-panel.tsx'
import { Shown } from './private-panel.tsx'
import { useResidentWriting } from './use-resident.ts'

const [{ properties: FIELDS }] = ResidentFile.properties.guardian.anyOf

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

export function GuardianPanel({ resident, editable }: Props) {
  const { t } = useTranslation()
  const { guardian } = resident
  const labelOf = (field: string): string => t(`resident.guardian.${field as keyof typeof FIELDS}`)
  const phone = guardian ? (
    <span className="private">
      <Shown resident={resident} name="guardian" masked={[guardian.phone]} mayShow={editable} />
    </span>
  ) : null
  const facts = guardian && [
    { label: labelOf('name'), value: guardian.name },
    { label: labelOf('relation'), value: guardian.relation },
    { label: labelOf('phone'), value: phone },
  ]
  return (
    <GroupPanel
      title={t('resident.field.guardian')}
      name="guardian"
      writing={useResidentWriting(resident)}
      editable={editable}
      fields={FIELDS}
      labelOf={labelOf}
      initial={guardian ? { name: guardian.name, relation: guardian.relation } : {}}
      facts={facts}
      hint={guardian ? t('file.phoneAgain') : null}
    />
  )
}
