import { Button, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { sessionRoutes } from '#contract/routes'
import type { Session } from '#contract/sessions'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'

/** Where one is signed in; any of them but this one can be ended from here. */
export function SessionsPanel() {
  const { t } = useTranslation()
  const sessions = useRead(sessionRoutes.list, {})
  const end = useWrite(sessionRoutes.revoke, [sessionRoutes.list])
  const endOthers = useWrite(sessionRoutes.revokeOthers, [sessionRoutes.list])
  const hasOthers = (sessions.data?.items.length ?? 0) > 1
  const columns: TableColumnsType<Session> = [
    { title: t('own.agent'), render: (_, { agent }) => agent || t('own.unknownAgent') },
    { title: t('own.opened'), render: (_, { openedAt }) => whenSeen(openedAt) },
    { title: t('own.lastUsed'), render: (_, { lastUsedAt }) => whenSeen(lastUsedAt) },
    {
      title: t('account.action'),
      render: (_, { id, isThis, openedAt }) =>
        isThis ? (
          <strong>{t('own.thisOne')}</strong>
        ) : (
          <Button
            size="small"
            aria-label={t('own.endNamed', { at: whenSeen(openedAt) })}
            onClick={() => end.mutate({ params: { id } })}
          >
            {t('own.end')}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      title={t('own.sessions')}
      actions={hasOthers ? <Button onClick={() => endOthers.mutate({})}>{t('own.endOthers')}</Button> : null}
    >
      <FailureText error={end.error ?? endOthers.error} />
      <Loaded query={sessions}>
        {({ items }) => (
          <div className="office-list">
            <Rows label={t('own.sessions')} items={items} rowKey={({ id }) => id} columns={columns} />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
