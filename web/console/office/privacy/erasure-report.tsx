import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ErasureReport, KEPT_BECAUSE } from '#contract/erasure'
import { Facts } from '../frame/facts.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { tableWord } from './table-word.ts'
import '../../styles/print.css'

/** What is gone, what stays and why; it is told once, so it can be printed. */
export function ErasureReportPanels({ report }: { readonly report: ErasureReport }) {
  const { t } = useTranslation()
  const { erasedAt, homeId, blanked, kept } = report
  const tablesOf = (reason: string) => kept.filter(({ why }) => why === reason).map(({ table }) => tableWord(table, t))
  const gone = blanked.filter(({ rows }) => rows > 0)
  return (
    <>
      <div className="notice-line" role="status">
        <p>{t('erasure.doneAt', { at: whenSeen(erasedAt) })}</p>
        <p>{t(homeId === null ? 'erasure.homeStays' : 'erasure.withHome')}</p>
      </div>
      <Panel
        title={t('erasure.blanked')}
        actions={<Button onClick={() => window.print()}>{t('erasure.print')}</Button>}
      >
        <Facts
          facts={gone.map(({ table, rows }) => ({ label: tableWord(table, t), value: t('erasure.rows', { rows }) }))}
        />
      </Panel>
      <Panel title={t('erasure.kept')}>
        <Facts
          facts={KEPT_BECAUSE.map((why) => ({
            label: t(`erasure.because.${why}`),
            value: tablesOf(why).join(t('file.comma')),
            wide: true,
          })).filter(({ value }) => value !== '')}
        />
      </Panel>
    </>
  )
}
