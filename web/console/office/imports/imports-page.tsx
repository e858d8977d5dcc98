import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Import } from '#contract/imports'
import { Loaded } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'
import { ExportPanel } from './export-panel.tsx'
import { StageMark } from './import-progress.tsx'
import { useImports } from './import-queries.ts'
import { StartImport } from './start-import.tsx'
import '../../styles/imports.css'

const route = getRouteApi('/office/imports')

/** Tables in and out. */
export function ImportsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const imports = useImports()
  const columns = useColumns()
  const { kind } = route.useSearch()
  return (
    <Page title={t('office.section.imports')} lead={t('imports.lead')}>
      <div className="two-panels">
        <StartImport
          first={kind ?? 'homes'}
          begun={(id) => void navigate({ to: '/office/imports/$importId', params: { importId: id } })}
        />
        <ExportPanel />
      </div>
      <Loaded query={imports}>
        {(items) => (
          <Panel title={t('imports.former')}>
            <div className="office-list">
              <Rows
                label={t('imports.former')}
                items={items}
                rowKey={({ id }) => id}
                columns={columns}
                empty={t('imports.formerNone')}
              />
            </div>
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

function useColumns(): TableColumnsType<Import> {
  const { t } = useTranslation()
  return [
    {
      title: t('imports.startedAt'),
      render: (_, { id, startedAt }) => (
        <Link to="/office/imports/$importId" params={{ importId: id }}>
          {whenSeen(startedAt)}
        </Link>
      ),
    },
    { title: t('imports.kind'), render: (_, { kind }) => t(`imports.short.${kind}`) },
    { title: t('imports.stageColumn'), render: (_, { stage }) => <StageMark stage={stage} /> },
    { title: t('imports.rowsColumn'), dataIndex: 'rows', align: 'right' },
    { title: t('imports.badColumn'), dataIndex: 'badRows', align: 'right' },
    { title: t('imports.addedColumn'), dataIndex: 'added', align: 'right' },
  ]
}
