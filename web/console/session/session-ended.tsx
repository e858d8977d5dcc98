import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { useSessionState } from './session.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Sign in again on the spot: the page behind keeps its call, and drafts stay where they are. */
export function SessionEnded({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  const ended = useSessionState((state) => state.ended)
  const done = (signedIn: Account): void => {
    // Another person must not see the rest of the page of the one before.
    if (signedIn.id !== account.id) location.assign('/')
  }
  return (
    <Modal
      open={ended}
      title={t('login.ended')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      footer={null}
      destroyOnHidden
      width={420}
    >
      <WaitingStrip />
      <p>{t('login.endedLead')}</p>
      <SignInForm user={account.user} done={done} />
      <Button type="link" block onClick={() => location.assign('/login')}>
        {t('login.otherAccount')}
      </Button>
    </Modal>
  )
}
