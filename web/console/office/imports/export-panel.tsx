import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FILE_FORMATS, type FileFormat, TABLE_KINDS, type TableKind } from '#contract/imports'
import { exportRoutes } from '#contract/routes'
import { download } from '../../../shared/api/files.ts'
import { FailureText } from '../../failure.tsx'
import { Panel } from '../frame/page.tsx'

/** The registry as tables to take away. */
export function ExportPanel() {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const take = async (kind: TableKind, format: FileFormat): Promise<void> => {
    setBusy(`${kind} ${format}`)
    setFailure(null)
    await download(exportRoutes.registry, { params: { kind }, query: { format } }).catch(setFailure)
    setBusy(null)
  }
  return (
    <Panel title={t('imports.export')}>
      <p className="soft">{t('imports.exportLead')}</p>
      {TABLE_KINDS.map((kind) => (
        <div key={kind} className="button-line export-line">
          {FILE_FORMATS.map((format) => (
            <Button key={format} loading={busy === `${kind} ${format}`} onClick={() => void take(kind, format)}>
              {t('imports.exportOf', { what: t(`imports.short.${kind}`), format: t(`imports.formats.${format}`) })}
            </Button>
          ))}
        </div>
      ))}
      <FailureText error={failure} />
    </Panel>
  )
}
