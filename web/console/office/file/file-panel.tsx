import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shapeOf } from '../form/schema.ts'
import { Facts } from '../frame/facts.tsx'
import { Panel } from '../frame/page.tsx'
import { EditButton } from './edit-button.tsx'
import { type FileSection, said, schemaOf } from './file.ts'
import { FileForm } from './file-form.tsx'

interface Props extends FileSection {
  readonly editable: boolean
  /** To read, only what is known; for sections of which mostly little is. */
  readonly brief?: boolean
}

/** One section of a file: to read, and with a press to change. */
export function FilePanel({ editable, brief = false, ...file }: Props) {
  const { title, writing } = file
  const [editing, setEditing] = useState(false)
  const begin = (): void => {
    writing.reset()
    setEditing(true)
  }
  return (
    <Panel title={title} actions={editable && !editing ? <EditButton what={title} onClick={begin} /> : null}>
      {editing ? <FileForm {...file} close={() => setEditing(false)} /> : <FileFacts {...file} brief={brief} />}
    </Panel>
  )
}

type FactsProps = Pick<FileSection, 'names' | 'words' | 'known'> & { readonly brief: boolean }

function FileFacts({ names, words, known, brief }: FactsProps) {
  const { t } = useTranslation()
  const facts = names.map((name) => ({
    label: words.label(name),
    value: said(words, name, known[name], t),
    wide: ['prose', 'choices'].includes(shapeOf(schemaOf(words, name)).kind),
  }))
  const shown = brief ? facts.filter(({ value }) => value !== null) : facts
  return shown.length === 0 ? <p className="faint">{t('form.unset')}</p> : <Facts facts={shown} />
}
