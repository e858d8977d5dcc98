import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EVENT_TYPES } from '#contract/events'
import { NativeSelect } from '../form/native-select.tsx'
import { useOfficeAccount } from '../frame/office-account.ts'
import { Page, Panel } from '../frame/page.tsx'
import { ChainPanel } from './chain-panel.tsx'
import { LogPanel } from './log-panel.tsx'
import { ReadingsPanel } from './readings-panel.tsx'
import '../../styles/audit.css'

const route = getRouteApi('/office/audit')

/** The log, that it is whole, and who looked at a home. */
export function AuditPage() {
  const { t } = useTranslation()
  const { home } = route.useSearch()
  const { role } = useOfficeAccount()
  return (
    <Page title={t('office.section.audit')} lead={t('audit.lead')}>
      {role === 'manager' ? null : <ChainPanel />}
      <Filters />
      {home === undefined ? null : <ReadingsPanel homeId={home} />}
      <LogPanel />
    </Page>
  )
}

function Filters() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { type, actor, home } = route.useSearch()
  const choose = (value: string): void => {
    const known = EVENT_TYPES.find((one) => one === value)
    const rest = { ...(actor !== undefined && { actor }), ...(home !== undefined && { home }) }
    void navigate({ to: '/office/audit', search: known ? { ...rest, type: known } : rest })
  }
  const blanks = { who: '…', target: '…', outcome: '…', result: '…', step: '…' }
  return (
    <Panel title={t('audit.filters')}>
      <div className="audit-filters">
        <NativeSelect
          label={t('audit.type')}
          nothing={t('audit.allTypes')}
          value={type ?? ''}
          options={EVENT_TYPES.map((value) => ({ value, label: t(`event.${value}`, blanks) }))}
          onChange={({ target }) => choose(target.value)}
        />
        {type !== undefined || actor !== undefined || home !== undefined ? (
          <Link to="/office/audit">{t('audit.reset')}</Link>
        ) : null}
      </div>
    </Panel>
  )
}
