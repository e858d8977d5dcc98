import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sessionRoutes } from '#contract/routes'
import { SecondCode } from '#contract/sessions'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { AskDialog } from '../form/ask-dialog.tsx'
import { FormFoot } from '../form/form-foot.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { Panel } from '../frame/page.tsx'
import { ShownOnce } from '../frame/shown-once.tsx'

/** An authenticator for one's own account: set up, confirmed by its first code, turned off. */
export function FactorPanel() {
  const { t } = useTranslation()
  const [isLeaving, setLeaving] = useState(false)
  const offer = useWrite(sessionRoutes.offerFactor, [])
  const confirm = useWrite(sessionRoutes.confirmFactor, [sessionRoutes.show, sessionRoutes.list])
  const finish = (): void => {
    offer.reset()
    confirm.reset()
  }
  return (
    <Panel title={t('own.factor')}>
      <p className="soft">{t('own.factorLead')}</p>
      {offer.data ? (
        <Offered
          qr={offer.data.qr}
          secret={offer.data.secret}
          error={confirm.error}
          busy={confirm.isPending}
          confirm={(code) => confirm.mutate({ body: { code } })}
          cancel={finish}
        />
      ) : (
        <div className="button-line own-line">
          <Button loading={offer.isPending} onClick={() => offer.mutate({})}>
            {t('own.setUp')}
          </Button>
          <Button onClick={() => setLeaving(true)}>{t('own.turnOff')}</Button>
        </div>
      )}
      <FailureText error={offer.error} />
      {confirm.data ? (
        <ShownOnce
          title={t('own.codesTitle')}
          lead={t('own.codesLead')}
          label={t('own.codes')}
          text={confirm.data.codes.join('\n')}
          kept={t('own.codesKept')}
          close={finish}
        />
      ) : null}
      {isLeaving ? <LeaveDialog close={() => setLeaving(false)} /> : null}
    </Panel>
  )
}

interface OfferedProps {
  readonly qr: string
  readonly secret: string
  readonly error: unknown
  readonly busy: boolean
  readonly confirm: (code: string) => void
  readonly cancel: () => void
}

function Offered({ qr, secret, error, busy, confirm, cancel }: OfferedProps) {
  const { t } = useTranslation()
  return (
    <div className="factor-offer">
      {/* As a picture: whatever stands in it, no script of it runs. */}
      <img className="factor-qr" alt={t('own.qr')} src={`data:image/svg+xml;utf8,${encodeURIComponent(qr)}`} />
      <div>
        <p>{t('own.scan')}</p>
        <p className="faint">{t('own.secret')}</p>
        <p className="once">{secret}</p>
        <Form<{ code: string }>
          className="office-form own-line"
          layout="vertical"
          requiredMark={false}
          onFinish={({ code }) => confirm(code.trim())}
        >
          <SchemaField name="code" label={t('own.code')} schema={SecondCode} autoFocus />
          <FormFoot error={error} busy={busy} submit={t('own.confirm')} cancel={cancel} />
        </Form>
      </div>
    </div>
  )
}

/** Password and a code: whoever finds the screen open cannot do it. */
function LeaveDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const remove = useWrite(sessionRoutes.removeFactor, [sessionRoutes.show])
  return (
    <AskDialog<{ password: string; code: string }>
      title={t('own.turnOff')}
      lead={t('own.turnOffLead')}
      submit={t('own.turnOff')}
      error={remove.error}
      busy={remove.isPending}
      yes={({ password, code }) => remove.mutate({ body: { password, code: code.trim() } }, { onSuccess: close })}
      close={close}
    >
      <Form.Item
        name="password"
        label={t('login.password')}
        rules={[{ required: true, message: t('login.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" visibilityToggle={false} autoFocus />
      </Form.Item>
      <SchemaField name="code" label={t('login.code')} schema={SecondCode} hint={t('login.codeHint')} />
    </AskDialog>
  )
}
