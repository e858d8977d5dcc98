import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AreaFileReport } from '#contract/areas'
import { areaRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { Panel } from '../frame/page.tsx'
import { DropArea } from '../imports/drop-area.tsx'

/** What the contract takes. Signs. */
const MOST = 240_000

/** A whole tree from a file: what would happen first, then all of it. */
export function AreaFilePanel() {
  const { t } = useTranslation()
  const [csv, setCsv] = useState<string | null>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const look = useWrite(areaRoutes.read, [])
  const apply = useWrite(areaRoutes.read, [areaRoutes.list, areaRoutes.contents])
  const take = async (file: File): Promise<void> => {
    const text = await file.text()
    apply.reset()
    look.reset()
    setTooLarge(text.length > MOST)
    if (text.length > MOST) return
    setCsv(text)
    look.mutate({ body: { csv: text, apply: false } })
  }
  const report = look.data
  return (
    <Panel title={t('area.file')}>
      <p className="soft dialog-lead">{t('area.fileLead')}</p>
      <DropArea
        accept=".csv"
        isBusy={look.isPending}
        words={t('area.fileChoose')}
        hint={t('area.fileHint')}
        take={(file) => void take(file)}
      />
      {isTooLarge ? <p className="failure-text">{t('area.fileTooLarge')}</p> : null}
      {apply.data ? <p role="status">{t('area.fileDone', { added: apply.data.added })}</p> : null}
      {report && !apply.data ? <Report report={report} /> : null}
      {report && !apply.data && csv !== null && report.faults.length === 0 && report.added > 0 ? (
        <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate({ body: { csv, apply: true } })}>
          {t('area.fileApply', { added: report.added })}
        </Button>
      ) : null}
      <FailureText error={look.error ?? apply.error} />
    </Panel>
  )
}

function Report({ report: { lines, added, unchanged, faults } }: { readonly report: AreaFileReport }) {
  const { t } = useTranslation()
  if (faults.length === 0) return <p role="status">{t('area.fileChecked', { lines, added, unchanged })}</p>
  return (
    <>
      <p role="status">{t('area.fileFaults', { count: faults.length })}</p>
      <table className="findings" aria-label={t('area.file')}>
        <thead>
          <tr>
            <th scope="col">{t('area.line')}</th>
            <th scope="col">{t('area.value')}</th>
            <th scope="col">{t('area.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, code, value }) => (
            <tr key={`${line} ${code}`}>
              <td>{line}</td>
              <td>{value}</td>
              <td>{t(`area.faults.${code}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
