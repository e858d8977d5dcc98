import { useTranslation } from 'react-i18next'
import type { FullResident } from '#contract/residents'
import { FilePanel } from '../file/file-panel.tsx'
import { residentWords, SECTIONS, type SectionName } from './fields.ts'
import { useResidentWriting } from './use-resident.ts'

interface Props {
  readonly section: SectionName
  readonly resident: FullResident
  readonly editable: boolean
}

export function SectionPanel({ section, resident, editable }: Props) {
  const { t } = useTranslation()
  return (
    <FilePanel
      title={t(`resident.section.${section}`)}
      names={SECTIONS[section]}
      words={residentWords(t)}
      known={resident}
      writing={useResidentWriting(resident)}
      editable={editable}
    />
  )
}
