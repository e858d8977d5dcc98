import { getRouteApi, Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { DEVICE_STAGES } from '#contract/devices'
import type { Device } from '#contract/registry'
import { deviceRoutes } from '#contract/routes'
import { usePages } from '../../../shared/api/queries.ts'
import { useMayKeep } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { OfficeList } from '../list/office-list.tsx'
import { BatteryLevel } from './battery-level.tsx'

const route = getRouteApi('/office/devices')
const PAGE = 50

/** Every device of the house, by where it is in its life. */
export function DevicesPage() {
  const { t } = useTranslation()
  const { stage } = route.useSearch()
  const pages = usePages(deviceRoutes.list, { limit: PAGE, ...(stage && { stage }) })
  const mayKeep = useMayKeep()
  return (
    <Page
      title={t('office.section.devices')}
      actions={
        <>
          <Link to="/office/devices/retrievals">{t('retrieval.list')}</Link>
          <Link to="/office/devices/models">{t('model.list')}</Link>
          {mayKeep ? (
            <Link to="/office/devices/new" className="button-link">
              {t('device.register')}
            </Link>
          ) : null}
        </>
      }
    >
      <StageFilter />
      <OfficeList
        label={t('office.section.devices')}
        pages={pages}
        rowKey={({ id }) => id}
        columns={useColumns()}
        empty={t(stage ? 'device.noneOfStage' : 'device.none')}
      />
    </Page>
  )
}

function StageFilter() {
  const { t } = useTranslation()
  return (
    <nav className="filter-line" aria-label={t('device.filter')}>
      {[undefined, ...DEVICE_STAGES].map((one) => (
        <Link
          key={one ?? 'all'}
          to="/office/devices"
          search={one ? { stage: one } : {}}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{ 'aria-current': 'true' }}
        >
          {t(one ? `device.stages.${one}` : 'device.allStages')}
        </Link>
      ))}
    </nav>
  )
}

function useColumns(): TableColumnsType<Device> {
  const { t } = useTranslation()
  return [
    {
      title: t('device.id'),
      render: (_, { id }) => (
        <Link to="/office/devices/$deviceId" params={{ deviceId: id }}>
          {id}
        </Link>
      ),
    },
    { title: t('device.model'), dataIndex: 'model' },
    { title: t('device.class'), render: (_, device) => t(`device.classes.${device.class}`) },
    { title: t('device.stage'), render: (_, { stage }) => t(`device.stages.${stage}`) },
    { title: t('device.lastSeen'), render: (_, { lastSeenAt }) => whenSeen(lastSeenAt) ?? t('device.never') },
    { title: t('device.battery'), render: (_, { battery }) => <BatteryLevel battery={battery} /> },
  ]
}
