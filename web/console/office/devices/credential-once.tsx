import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceCredential } from '#contract/registry'

interface Props {
  readonly credential: DeviceCredential
  readonly close: () => void
}

/** A secret that nobody can look up again; so nothing but its button closes it. */
export function CredentialOnce({ credential: { id, secret }, close }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      open
      title={t('device.secretTitle')}
      footer={null}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      <p className="dialog-lead">{t('device.secretLead')}</p>
      <dl className="facts">
        <div>
          <dt>{t('device.id')}</dt>
          <dd>{id}</dd>
        </div>
        <div>
          <dt>{t('device.secret')}</dt>
          <dd className="once">{secret}</dd>
        </div>
      </dl>
      <div className="dialog-buttons">
        <CopyButton text={secret} />
        <Button type="primary" onClick={close}>
          {t('device.secretKept')}
        </Button>
      </div>
    </Modal>
  )
}

function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const [went, setWent] = useState<'copied' | 'copyFailed' | null>(null)
  // Without TLS, and in some kiosks, a page has no clipboard.
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setWent('copied')
    } catch {
      setWent('copyFailed')
    }
  }
  return (
    <>
      <span role="status">{went ? t(`device.${went}`) : ''}</span>
      <Button onClick={() => void copy()}>{t('device.copy')}</Button>
    </>
  )
}
