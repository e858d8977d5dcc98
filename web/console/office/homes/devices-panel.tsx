import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pairingRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { PairingDialog } from './pairing-dialog.tsx'
import type { HomeProps } from './place-panels.tsx'

/** What stands in the home, and a code for whoever comes to install something. */
export function DevicesPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const issue = useWrite(pairingRoutes.issue, [])
  const [open, setOpen] = useState(false)
  const ask = (): void => issue.mutate({ params: { id: home.id } }, { onSuccess: () => setOpen(true) })
  const button = (
    <Button onClick={ask} loading={issue.isPending}>
      {t('pairingCode.issue')}
    </Button>
  )
  return (
    <Panel title={t('home.devices')} actions={editable ? button : null}>
      {home.devices.length === 0 ? <p className="faint">{t('home.noDevices')}</p> : null}
      <ul className="hits" aria-label={t('home.devices')}>
        {home.devices.map(({ id, model, stage, lastSeenAt }) => (
          <li key={id}>
            <Link className="hit" to="/office/devices/$deviceId" params={{ deviceId: id }}>
              <strong className="hit-name">{id}</strong>
              <span className="hit-where">
                {model} · {t(`device.stages.${stage}`)}
              </span>
              <span className="hit-found">
                {t('device.lastSeen')} {whenSeen(lastSeenAt) ?? t('device.never')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <FailureText error={issue.error} />
      {open && issue.data ? (
        <PairingDialog code={issue.data} address={home.address} again={ask} close={() => setOpen(false)} />
      ) : null}
    </Panel>
  )
}
