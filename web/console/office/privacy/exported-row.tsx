import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Fact, Facts } from '../frame/facts.tsx'
import { useExportWords } from './export-words.ts'
import { isBlank, isInternal } from './exported.ts'

interface Props {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

/** One row of what is handed out, name by name; what is empty or only an internal id is left out. */
export function ExportedRow({ table, row }: Props) {
  const { t } = useTranslation()
  const { nameOf, said } = useExportWords(table)
  const shown = Object.entries(row).filter(([name, value]) => !isInternal(name) && !isBlank(value))
  const facts = shown.map(([name, value]): Fact => {
    if (name === 'base64') return { label: nameOf(name), value: picture(row, t('table.photos')), wide: true }
    const words = said(name, value)
    return { label: nameOf(name), value: words, wide: words.length > 30 }
  })
  return <Facts facts={facts} />
}

function picture({ mediaType, base64 }: Props['row'], words: string): ReactNode {
  return <img className="exported-photo" src={`data:${String(mediaType)};base64,${String(base64)}`} alt={words} />
}
