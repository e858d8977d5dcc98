import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '#contract/registry'
import { deviceRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { FindBox } from '../find/find-box.tsx'
import { Hits, HitWords } from '../find/hits.tsx'
import { DEVICE_VIEWS } from './views.ts'

interface Props {
  readonly device: Device
  readonly close: () => void
}

/** Homes are found by whoever lives in them. */
export function InstallDialog({ device, close }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const install = useWrite(deviceRoutes.install, DEVICE_VIEWS)
  const put = (homeId: string): void =>
    install.mutate({ params: { id: device.id }, body: { homeId } }, { onSuccess: close })
  return (
    <Modal open title={t('device.install')} footer={null} onCancel={close} destroyOnHidden width={620}>
      <p className="dialog-lead">{t('device.installLead')}</p>
      <FindBox label={t('find.label')} hint={t('find.hint')} find={setWords} autoFocus />
      <Hits words={words}>
        {(hit) => (
          <button type="button" className="hit" disabled={install.isPending} onClick={() => put(hit.homeId)}>
            <HitWords hit={hit} />
          </button>
        )}
      </Hits>
      <FailureText error={install.error} />
    </Modal>
  )
}
