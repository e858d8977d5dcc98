import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Device } from '#contract/registry'
import { registryRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Facts } from '../frame/facts.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { useMayKeep } from '../frame/office-account.ts'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { BatteryLevel } from './battery-level.tsx'
import { Steps } from './steps-panel.tsx'
import { UpkeepPanel } from './upkeep-panel.tsx'

const route = getRouteApi('/office/devices/$deviceId')

/** One device: how it is, what keeps it on the line, and the next steps of its life. */
export function DevicePage() {
  const { deviceId } = route.useParams()
  const mayKeep = useMayKeep()
  const device = useRead(registryRoutes.showDevice, { params: { id: deviceId } })
  return (
    <Page title={deviceId} lead={device.data?.model}>
      <Loaded query={device}>
        {(data) => (
          <>
            <StatePanel device={data} />
            {mayKeep ? <Steps device={data} /> : null}
            <UpkeepPanel device={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function StatePanel({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const nothing = t('header.none')
  const { stage, homeId, lastSeenAt, battery, mains, rssi, revokedAt, clonedAt } = device
  return (
    <Panel title={t('device.state')}>
      <Facts
        facts={[
          { label: t('device.stage'), value: t(`device.stages.${stage}`) },
          { label: t('device.home'), value: homeId === null ? nothing : <HomeLink homeId={homeId} /> },
          { label: t('device.class'), value: t(`device.classes.${device.class}`) },
          { label: t('device.lastSeen'), value: whenSeen(lastSeenAt) ?? t('device.never') },
          { label: t('device.battery'), value: <BatteryLevel battery={battery} /> },
          {
            label: t('device.mains'),
            value: mains === null ? nothing : t(mains ? 'device.mainsOn' : 'device.mainsOff'),
          },
          { label: t('device.rssi'), value: rssi === null ? nothing : t('device.dbm', { value: rssi }) },
        ]}
      />
      {clonedAt === null ? null : <p className="notice-line">{t('device.cloned', { at: whenSeen(clonedAt) })}</p>}
      {revokedAt === null ? null : <p className="notice-line">{t('device.revoked', { at: whenSeen(revokedAt) })}</p>}
    </Panel>
  )
}

function HomeLink({ homeId }: { readonly homeId: string }) {
  const { t } = useTranslation()
  return (
    <Link to="/office/homes/$homeId" params={{ homeId }}>
      {t('device.openHome')}
    </Link>
  )
}
