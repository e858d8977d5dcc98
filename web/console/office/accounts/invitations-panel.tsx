import { Button, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '#contract/invitations'
import { invitationRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { serverNow } from '../../../shared/clock/server-clock.ts'
import { FailureText } from '../../failure.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'
import { stateOf } from './state-of.ts'

/** Who was invited, and what came of it. */
export function InvitationsPanel() {
  const { t } = useTranslation()
  const invitations = useRead(invitationRoutes.list, {})
  const revoke = useWrite(invitationRoutes.revoke, [invitationRoutes.list])
  const columns: TableColumnsType<Invitation> = [
    { title: t('account.name'), dataIndex: 'name' },
    { title: t('account.role'), render: (_, { role }) => t(`role.${role}`) },
    { title: t('account.invitedAt'), render: (_, { invitedAt }) => whenSeen(invitedAt) },
    { title: t('account.expires'), render: (_, { expiresAt }) => whenSeen(expiresAt) },
    { title: t('account.state'), render: (_, one) => t(`account.states.${stateOf(one, serverNow())}`) },
    {
      title: t('account.action'),
      render: (_, one) =>
        stateOf(one, serverNow()) === 'open' ? (
          <Button
            size="small"
            aria-label={t('account.revokeNamed', { name: one.name })}
            onClick={() => revoke.mutate({ params: { id: one.id } })}
          >
            {t('account.revoke')}
          </Button>
        ) : null,
    },
  ]
  return (
    <Panel title={t('account.invitations')}>
      <FailureText error={revoke.error} />
      <Loaded query={invitations}>
        {({ items }) => (
          <div className="office-list">
            <Rows
              label={t('account.invitations')}
              items={items}
              rowKey={({ id }) => id}
              columns={columns}
              empty={t('account.noInvitations')}
            />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
