import { Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Retrieval } from '#contract/registry'
import { homeRoutes } from '#contract/routes'
import { usePages } from '../../../shared/api/queries.ts'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { OfficeList } from '../list/office-list.tsx'

const PAGE = 50

/** Devices that lie where nobody lives any more, with where to fetch them. */
export function RetrievalsPage() {
  const { t } = useTranslation()
  const pages = usePages(homeRoutes.retrievals, { limit: PAGE })
  return (
    <Page title={t('retrieval.list')} lead={t('retrieval.lead')}>
      <OfficeList
        label={t('retrieval.list')}
        pages={pages}
        rowKey={({ device }) => device.id}
        columns={useColumns()}
        empty={t('retrieval.none')}
      />
    </Page>
  )
}

function useColumns(): TableColumnsType<Retrieval> {
  const { t } = useTranslation()
  return [
    { title: t('retrieval.community'), render: (_, { community }) => community || t('header.none') },
    {
      title: t('retrieval.address'),
      render: (_, { homeId, address }) => (
        <Link to="/office/homes/$homeId" params={{ homeId }}>
          {address}
        </Link>
      ),
    },
    {
      title: t('device.id'),
      render: (_, { device: { id } }) => (
        <Link to="/office/devices/$deviceId" params={{ deviceId: id }}>
          {id}
        </Link>
      ),
    },
    { title: t('device.model'), render: (_, { device }) => device.model },
    { title: t('device.stage'), render: (_, { device }) => t(`device.stages.${device.stage}`) },
    {
      title: t('device.lastSeen'),
      render: (_, { device }) => whenSeen(device.lastSeenAt) ?? t('device.never'),
    },
  ]
}
