import { useTranslation } from 'react-i18next'
import { type FullResident, ResidentFile } from '#contract/residents'
import { GroupPanel } from '../file/group-panel.tsx'
import { useResidentWriting } from './use-resident.ts'

const [{ properties: FIELDS }] = ResidentFile.properties.capability.anyOf

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** 能力评估 (GB/T 42195): the level, and the day somebody looked. */
export function CapabilityPanel({ resident, editable }: Props) {
  const { t } = useTranslation()
  const { capability } = resident
  const labelOf = (field: string): string => t(`resident.capability.${field as keyof typeof FIELDS}`)
  const facts = capability && [
    { label: labelOf('level'), value: t(`resident.capabilityLevels.l${capability.level as 0 | 1 | 2 | 3 | 4}`) },
    { label: labelOf('assessedOn'), value: capability.assessedOn },
  ]
  return (
    <GroupPanel
      title={t('resident.field.capability')}
      name="capability"
      writing={useResidentWriting(resident)}
      editable={editable}
      fields={FIELDS}
      labelOf={labelOf}
      initial={capability ?? {}}
      facts={facts}
      hint={t('resident.capabilityHint')}
    />
  )
}
