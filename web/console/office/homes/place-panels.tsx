import { useTranslation } from 'react-i18next'
import type { HomeCard } from '#contract/registry'
import { usePlaces } from '../accounts/places.ts'
import { FilePanel } from '../file/file-panel.tsx'
import { homeWords, PARTS, PLACE, partWords } from './fields.ts'
import { useHomeWriting, usePartsWriting } from './use-home.ts'

export interface HomeProps {
  readonly home: HomeCard
  readonly editable: boolean
}

/** Where it is and how one gets in. */
export function PlacePanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const { areas } = usePlaces()
  return (
    <FilePanel
      title={t('home.place')}
      names={PLACE}
      words={homeWords(areas, t)}
      known={home}
      writing={useHomeWriting(home)}
      editable={editable}
    />
  )
}

/** The address in its parts; changing one writes the address anew. */
export function PartsPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const known = { ...Object.fromEntries(PARTS.map((part) => [part, ''])), ...home.parts }
  return (
    <FilePanel
      title={t('home.field.parts')}
      names={PARTS}
      words={partWords(t)}
      known={known}
      writing={usePartsWriting(home)}
      editable={editable}
      brief
    />
  )
}
