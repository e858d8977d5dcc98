import { getRouteApi, Link } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedAccount } from '#contract/accounts'
import { accountRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { Facts } from '../frame/facts.tsx'
import { Loaded, Trouble } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { AccessPanel } from './access-panel.tsx'
import { AssignmentFields, type AssignmentForm, assignmentOf } from './assignment-fields.tsx'
import { LockPanel } from './lock-panel.tsx'
import { usePlaces } from './places.ts'

const route = getRouteApi('/office/accounts/$accountId')

/** One account: who it is, what it may do and where, and how it comes in. */
export function AccountPage() {
  const { t } = useTranslation()
  const { accountId } = route.useParams()
  const accounts = useRead(accountRoutes.list, {})
  const account = accounts.data?.items.find(({ id }) => id === accountId)
  const back = <Link to="/office/accounts">{t('account.back')}</Link>
  return (
    <Page title={account?.name ?? t('office.section.accounts')} lead={back}>
      <Loaded query={accounts}>{() => (account ? <OneAccount account={account} /> : <Nobody />)}</Loaded>
    </Page>
  )
}

function Nobody() {
  return <Trouble error={new Refusal(404, { code: 'not_found' })} retry={() => undefined} />
}

function OneAccount({ account }: { readonly account: ListedAccount }) {
  const { t } = useTranslation()
  const { wordOf } = usePlaces()
  return (
    <>
      <Panel title={t('account.list')}>
        <Facts
          facts={[
            { label: t('account.user'), value: account.user },
            { label: t('account.role'), value: t(`role.${account.role}`) },
            { label: t('account.where'), value: wordOf(account) },
            { label: t('account.lastSeen'), value: whenSeen(account.lastSeenAt) ?? t('account.never') },
          ]}
        />
      </Panel>
      <AssignmentPanel account={account} />
      <AccessPanel account={account} />
      <LockPanel account={account} />
    </>
  )
}

function AssignmentPanel({ account }: { readonly account: ListedAccount }) {
  const { t } = useTranslation()
  const assign = useWrite(accountRoutes.assign, [accountRoutes.list])
  const { role, areaId, deskId } = account
  return (
    <Panel title={t('account.assign')}>
      <p className="dialog-lead soft">{t('account.assignLead')}</p>
      <Form<AssignmentForm>
        className="office-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ role, areaId: areaId ?? '', deskId: deskId ?? '' }}
        onFinish={(form) => assign.mutate({ params: { id: account.id }, body: assignmentOf(form) })}
      >
        <AssignmentFields />
        <FormFoot error={assign.error} busy={assign.isPending} />
        <p role="status">{assign.isSuccess ? t('account.assigned') : ''}</p>
      </Form>
    </Panel>
  )
}
