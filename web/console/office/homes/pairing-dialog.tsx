import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PairingCode } from '#contract/devices'
import { stopwatch } from '../../../shared/clock/durations.ts'
import { useSecond } from '../../../shared/clock/server-clock.ts'
import { CopyButton } from '../frame/copy-button.tsx'
import { QrCode } from './qr-code.tsx'

interface Props {
  readonly code: PairingCode
  readonly address: string
  /** Asks for another code; this one then opens nothing. */
  readonly again: () => void
  readonly close: () => void
}

/** The installer's phone reads the code behind the address of a page, where servers and their logs never see it. */
const pageOf = (code: string): string => `${location.origin}/m/pair#${code}`

/** A code that ties a device to this home, to be scanned or typed on the installer's phone. */
export function PairingDialog({ code: { code, expiresAt }, address, again, close }: Props) {
  const { t } = useTranslation()
  const left = Math.floor(Date.parse(expiresAt) / 1000) - useSecond()
  const over = left <= 0
  return (
    <Modal open title={t('pairingCode.title')} footer={null} onCancel={close} destroyOnHidden width={480}>
      <p className="dialog-lead">{t('pairingCode.lead', { address })}</p>
      {over ? (
        <p role="alert" className="notice-line">
          {t('pairingCode.over')}
        </p>
      ) : (
        <div className="pairing">
          <QrCode text={pageOf(code)} label={t('pairingCode.qr')} />
          <p className="pairing-code">{code}</p>
          <p className="soft" role="timer">
            {t('pairingCode.left', { time: stopwatch(left) })}
          </p>
        </div>
      )}
      <div className="dialog-buttons">
        {over ? null : <CopyButton text={pageOf(code)} />}
        <Button onClick={again}>{t('pairingCode.again')}</Button>
        <Button type="primary" onClick={close}>
          {t('app.close')}
        </Button>
      </div>
    </Modal>
  )
}
