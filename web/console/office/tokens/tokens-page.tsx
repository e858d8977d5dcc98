import { Button, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serviceTokenRoutes } from '#contract/routes'
import type { ServiceToken } from '#contract/service-tokens'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { serverNow } from '../../../shared/clock/server-clock.ts'
import { stateOf } from '../accounts/state-of.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'
import { NewTokenPanel } from './new-token-panel.tsx'
import { SCOPE_WORDS } from './scope-words.ts'

/** Programs that may ask. */
export function TokensPage() {
  const { t } = useTranslation()
  const tokens = useRead(serviceTokenRoutes.list, {})
  const [revoking, setRevoking] = useState<ServiceToken | null>(null)
  const columns = useColumns(setRevoking)
  return (
    <Page title={t('office.section.tokens')} lead={t('token.lead')}>
      <Loaded query={tokens}>
        {({ items }) => (
          <section className="panel office-list" aria-label={t('office.section.tokens')}>
            <Rows
              label={t('office.section.tokens')}
              items={items}
              rowKey={({ id }) => id}
              columns={columns}
              empty={t('token.none')}
            />
          </section>
        )}
      </Loaded>
      <NewTokenPanel />
      {revoking ? <RevokeDialog token={revoking} close={() => setRevoking(null)} /> : null}
    </Page>
  )
}

function useColumns(ask: (token: ServiceToken) => void): TableColumnsType<ServiceToken> {
  const { t } = useTranslation()
  return [
    { title: t('token.name'), dataIndex: 'name' },
    { title: t('token.scopes'), render: (_, { scopes }) => scopes.map((one) => t(SCOPE_WORDS[one])).join('、') },
    { title: t('token.expires'), render: (_, { expiresAt }) => whenSeen(expiresAt) },
    { title: t('token.lastUsed'), render: (_, { lastUsedAt }) => whenSeen(lastUsedAt) ?? t('token.never') },
    { title: t('account.state'), render: (_, one) => t(`token.states.${stateOf(one, serverNow())}`) },
    {
      title: t('account.action'),
      render: (_, one) =>
        stateOf(one, serverNow()) === 'open' ? (
          <Button size="small" aria-label={t('token.revokeNamed', { name: one.name })} onClick={() => ask(one)}>
            {t('token.revoke')}
          </Button>
        ) : null,
    },
  ]
}

function RevokeDialog({ token, close }: { readonly token: ServiceToken; readonly close: () => void }) {
  const { t } = useTranslation()
  const revoke = useWrite(serviceTokenRoutes.revoke, [serviceTokenRoutes.list])
  return (
    <AskDialog
      title={t('token.revokeNamed', { name: token.name })}
      lead={t('token.revokeLead')}
      submit={t('token.revoke')}
      grave
      error={revoke.error}
      busy={revoke.isPending}
      yes={() => revoke.mutate({ params: { id: token.id } }, { onSuccess: close })}
      close={close}
    />
  )
}
