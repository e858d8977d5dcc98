import { Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedAccount } from '#contract/accounts'
import { accountRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'
import { InvitationsPanel } from './invitations-panel.tsx'
import { usePlaces } from './places.ts'

/** Who may come in, and who is invited to. */
export function AccountsPage() {
  const { t } = useTranslation()
  const accounts = useRead(accountRoutes.list, {})
  const columns = useColumns()
  return (
    <Page
      title={t('office.section.accounts')}
      actions={
        <Link to="/office/accounts/invite" className="button-link">
          {t('account.invite')}
        </Link>
      }
    >
      <Loaded query={accounts}>
        {({ items }) => (
          <section className="panel office-list" aria-label={t('account.list')}>
            <Rows
              label={t('account.list')}
              items={items}
              rowKey={({ id }) => id}
              columns={columns}
              empty={t('account.none')}
            />
          </section>
        )}
      </Loaded>
      <InvitationsPanel />
    </Page>
  )
}

function useColumns(): TableColumnsType<ListedAccount> {
  const { t } = useTranslation()
  const { wordOf } = usePlaces()
  return [
    {
      title: t('account.name'),
      render: (_, { id, name, lock }) => (
        <>
          <Link to="/office/accounts/$accountId" params={{ accountId: id }}>
            {name}
          </Link>
          {lock ? <strong className="lock-mark">{t('account.locked')}</strong> : null}
        </>
      ),
    },
    { title: t('account.user'), dataIndex: 'user' },
    { title: t('account.role'), render: (_, { role }) => t(`role.${role}`) },
    { title: t('account.where'), render: (_, account) => wordOf(account) },
    {
      title: t('account.factor'),
      render: (_, { hasSecondFactor }) => t(hasSecondFactor ? 'account.factorOn' : 'account.factorOff'),
    },
    { title: t('account.lastSeen'), render: (_, { lastSeenAt }) => whenSeen(lastSeenAt) ?? t('account.never') },
  ]
}
