import { Link, useNavigate } from '@tanstack/react-router'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { NewInvitation } from '#contract/invitations'
import { invitationRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { ShownOnce } from '../frame/shown-once.tsx'
import { AssignmentFields, type AssignmentForm, assignmentOf } from './assignment-fields.tsx'

/** Name, role, place; then a link for whoever is invited, shown once. */
export function InvitePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const invite = useWrite(invitationRoutes.add, [invitationRoutes.list])
  const submit = ({ name = '', ...rest }: AssignmentForm & { readonly name?: string }): void =>
    invite.mutate({ body: { name: name.trim(), ...assignmentOf(rest) } })
  const back = <Link to="/office/accounts">{t('account.back')}</Link>
  return (
    <Page title={t('account.invite')} lead={back}>
      <Panel title={t('account.invite')}>
        <p className="dialog-lead soft">{t('account.inviteLead')}</p>
        <Form className="office-form" layout="vertical" requiredMark={false} onFinish={submit}>
          <SchemaField name="name" label={t('account.name')} schema={NewInvitation.properties.name} autoFocus />
          <AssignmentFields />
          <FormFoot error={invite.error} busy={invite.isPending} submit={t('account.invite')} />
        </Form>
      </Panel>
      {invite.data ? (
        <ShownOnce
          title={t('account.linkTitle')}
          lead={t('account.linkLead')}
          label={t('account.link')}
          // Behind the # it is no part of a request: no server and no proxy writes it down.
          text={`${location.origin}/invitation#${invite.data.token}`}
          kept={t('account.kept')}
          close={() => void navigate({ to: '/office/accounts' })}
        />
      ) : null}
    </Page>
  )
}
