import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceCredential } from '#contract/registry'
import { CopyButton } from '../frame/copy-button.tsx'

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
