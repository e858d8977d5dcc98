import { Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DeviceModel } from '#contract/models'
import { modelRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useOfficeAccount } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'

/** What there is to choose from when a device is registered. */
export function ModelsPage() {
  const { t } = useTranslation()
  const models = useRead(modelRoutes.list, {})
  const isAdmin = useOfficeAccount().role === 'admin'
  const columns = useColumns(isAdmin)
  return (
    <Page
      title={t('model.list')}
      lead={<Link to="/office/devices">{t('model.toDevices')}</Link>}
      actions={
        isAdmin ? (
          <Link to="/office/devices/models/new" className="button-link">
            {t('model.add')}
          </Link>
        ) : null
      }
    >
      <Loaded query={models}>
        {({ items }) => (
          <section className="panel office-list" aria-label={t('model.list')}>
            <Rows
              label={t('model.list')}
              items={items}
              rowKey={({ id }) => id}
              columns={columns}
              empty={t('model.none')}
            />
          </section>
        )}
      </Loaded>
    </Page>
  )
}

function useColumns(mayChange: boolean): TableColumnsType<DeviceModel> {
  const { t } = useTranslation()
  const nothing = t('header.none')
  return [
    {
      title: t('device.model'),
      render: (_, { id, name }) =>
        mayChange ? (
          <Link to="/office/devices/models/$modelId" params={{ modelId: id }}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    { title: t('model.field.maker'), render: (_, { maker }) => maker || nothing },
    { title: t('device.class'), render: (_, model) => t(`device.classes.${model.class}`) },
    {
      title: t('model.field.signals'),
      render: (_, { signals }) => signals.map((one) => t(`model.signal.${one}`)).join(t('model.and')) || nothing,
    },
    { title: t('model.field.hasSim'), render: (_, { hasSim }) => t(hasSim ? 'model.yes' : 'model.no') },
    {
      title: t('model.field.batteryMonths'),
      render: (_, { batteryMonths }) => (batteryMonths === null ? nothing : t('model.months', { n: batteryMonths })),
    },
    {
      title: t('model.state'),
      render: (_, { withdrawnAt }) =>
        withdrawnAt === null ? t('model.offered') : t('model.withdrawn', { at: whenSeen(withdrawnAt) }),
    },
  ]
}
