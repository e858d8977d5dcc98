import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Trouble } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { useKeptRows } from './import-queries.ts'

/** The rows that an undo did not take back, and why; nobody is signed out whom somebody has touched since. */
export function KeptRows({ importId }: { readonly importId: string }) {
  const { t, i18n } = useTranslation()
  const rows = useKeptRows(importId, i18n.language === 'en' ? 'en' : 'zh')
  if (rows.isError) return <Trouble error={rows.error} retry={() => void rows.refetch()} />
  return (
    <Panel title={t('imports.kept')}>
      <table className="findings" aria-label={t('imports.kept')}>
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.keptWhy')}</th>
          </tr>
        </thead>
        <tbody>
          {(rows.data ?? []).map(({ row, sentence }) => (
            <tr key={row}>
              <td>{row}</td>
              <td>{sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.hasNextPage ? (
        <Button className="findings-more" onClick={() => void rows.fetchNextPage()} loading={rows.isFetching}>
          {t('imports.more')}
        </Button>
      ) : null}
    </Panel>
  )
}
