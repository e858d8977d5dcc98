import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device, DeviceCredential } from '#contract/registry'
import { Panel } from '../frame/page.tsx'
import { CredentialOnce } from './credential-once.tsx'
import { StepDialog } from './step-dialog.tsx'
import { type Step, stepsFrom } from './steps.ts'

/** Buttons for what may come next in the life of this device; each asks first. */
export function Steps({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Step | null>(null)
  const [credential, setCredential] = useState<DeviceCredential | null>(null)
  const steps = stepsFrom(device.stage)
  return (
    <Panel title={t('device.steps')}>
      {steps.length === 0 ? <p className="soft">{t('device.noSteps')}</p> : null}
      <div className="button-line">
        {steps.map((step) => (
          <Button key={step} danger={step === 'revoke'} onClick={() => setAsking(step)}>
            {t(`device.${step}`)}
          </Button>
        ))}
      </div>
      {asking ? (
        <StepDialog step={asking} device={device} close={() => setAsking(null)} showSecret={setCredential} />
      ) : null}
      {credential ? <CredentialOnce credential={credential} close={() => setCredential(null)} /> : null}
    </Panel>
  )
}
