import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FILE_FORMATS, type FileFormat, TABLE_KINDS, type TableKind } from '#contract/imports'
import { exportRoutes } from '#contract/routes'
import { download } from '../../../shared/api/files.ts'
import { FailureText } from '../../failure.tsx'
import { Panel } from '../frame/page.tsx'
import { DropArea } from './drop-area.tsx'
import { sendFile } from './import-queries.ts'

/** What the server takes. Bytes. */
const MOST_BYTES = 32 * 1024 * 1024

interface Props {
  /** What the table is about until somebody says otherwise. */
  readonly first: TableKind
  readonly begun: (id: string) => void
}

/** Kind, template, file: a new import begins. */
export function StartImport({ first, begun }: Props) {
  const { t, i18n } = useTranslation()
  const [kind, setKind] = useState<TableKind>(first)
  const [sending, setSending] = useState<string | null>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const language = i18n.language === 'en' ? 'en' : 'zh'

  const take = async (file: File): Promise<void> => {
    setFailure(null)
    setTooLarge(file.size > MOST_BYTES)
    if (file.size > MOST_BYTES) return
    setSending(file.name)
    try {
      begun((await sendFile(kind, file)).id)
    } catch (error) {
      setFailure(error)
    } finally {
      setSending(null)
    }
  }
  const template = (format: FileFormat): Promise<void> =>
    download(exportRoutes.template, { params: { kind }, query: { format, language } }).catch(setFailure)

  return (
    <Panel title={t('imports.start')}>
      <Radio.Group
        aria-label={t('imports.kind')}
        value={kind}
        onChange={(event) => setKind(event.target.value as TableKind)}
        options={TABLE_KINDS.map((value) => ({ value, label: t(`imports.kinds.${value}`) }))}
      />
      <p className="step-words">{t('imports.template')}</p>
      <div className="button-line">
        {FILE_FORMATS.map((format) => (
          <Button key={format} onClick={() => void template(format)}>
            {t('imports.templateOf', { format: t(`imports.formats.${format}`) })}
          </Button>
        ))}
      </div>
      <p className="step-words">{t('imports.choose')}</p>
      <DropArea
        accept=".xlsx,.csv"
        isBusy={sending !== null}
        words={t('imports.drop')}
        hint={sending === null ? t('imports.dropHint') : t('imports.sending', { name: sending })}
        take={(file) => void take(file)}
      />
      {isTooLarge ? <p className="failure-text">{t('imports.tooLarge')}</p> : <FailureText error={failure} />}
    </Panel>
  )
}
