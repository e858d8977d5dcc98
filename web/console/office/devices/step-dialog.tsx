import { useTranslation } from 'react-i18next'
import { deviceId } from '#contract/devices'
import type { Device, DeviceCredential } from '#contract/registry'
import { deviceRoutes, registryRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { InstallDialog } from './install-dialog.tsx'
import type { Step } from './steps.ts'
import { DEVICE_VIEWS } from './views.ts'

interface Props {
  readonly step: Step
  readonly device: Device
  readonly close: () => void
  readonly showSecret: (credential: DeviceCredential) => void
}

export function StepDialog({ step, ...rest }: Props) {
  if (step === 'install') return <InstallDialog {...rest} />
  if (step === 'swap') return <SwapDialog {...rest} />
  if (step === 'restock' || step === 'rotate') return <SecretDialog step={step} {...rest} />
  return <EndDialog step={step} {...rest} />
}

function SwapDialog({ device, close }: Omit<Props, 'step'>) {
  const { t } = useTranslation()
  const swap = useWrite(deviceRoutes.swap, DEVICE_VIEWS)
  return (
    <AskDialog<{ newDeviceId: string }>
      title={t('device.swap')}
      lead={t('device.swapLead')}
      submit={t('device.swap')}
      error={swap.error}
      busy={swap.isPending}
      yes={(body) => swap.mutate({ params: { id: device.id }, body }, { onSuccess: close })}
      close={close}
    >
      <SchemaField name="newDeviceId" label={t('device.newDevice')} schema={deviceId} autoFocus />
    </AskDialog>
  )
}

/** Steps after which the device has a new secret. */
function SecretDialog({
  step,
  device,
  close,
  showSecret,
}: Omit<Props, 'step'> & { readonly step: 'restock' | 'rotate' }) {
  const { t } = useTranslation()
  const renew = useWrite(deviceRoutes[step], DEVICE_VIEWS)
  const onSuccess = (credential: DeviceCredential): void => {
    close()
    showSecret(credential)
  }
  return (
    <AskDialog
      title={t(`device.${step}`)}
      lead={t(`device.${step}Lead`)}
      submit={t(`device.${step}`)}
      error={renew.error}
      busy={renew.isPending}
      yes={() => renew.mutate({ params: { id: device.id } }, { onSuccess })}
      close={close}
    />
  )
}

/** Steps after which it is no longer heard. */
function EndDialog({ step, device, close }: Omit<Props, 'step'> & { readonly step: 'retire' | 'retrieve' | 'revoke' }) {
  const { t } = useTranslation()
  const route = step === 'revoke' ? registryRoutes.revokeDevice : deviceRoutes[step]
  const end = useWrite(route, DEVICE_VIEWS)
  return (
    <AskDialog
      title={t(`device.${step}`)}
      lead={t(`device.${step}Lead`)}
      submit={t(`device.${step}`)}
      grave={step === 'revoke'}
      error={end.error}
      busy={end.isPending}
      yes={() => end.mutate({ params: { id: device.id } }, { onSuccess: close })}
      close={close}
    />
  )
}
