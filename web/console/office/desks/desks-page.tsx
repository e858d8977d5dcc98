import { Link } from '@tanstack/react-router'
import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Desk } from '#contract/areas'
import { areaRoutes, deskRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { wayTo } from '../areas/tree.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useOfficeAccount } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { Rows } from '../list/office-list.tsx'
import { useHoursWords } from './hours-words.ts'

/** Which desk answers for which areas, and when. */
export function DesksPage() {
  const { t } = useTranslation()
  const desks = useRead(deskRoutes.list, {})
  const isAdmin = useOfficeAccount().role === 'admin'
  const columns = useColumns(desks.data?.items ?? [], isAdmin)
  return (
    <Page
      title={t('office.section.desks')}
      actions={
        isAdmin ? (
          <Link to="/office/desks/new" className="button-link">
            {t('desk.add')}
          </Link>
        ) : null
      }
    >
      <Loaded query={desks}>
        {({ items }) => (
          <section className="panel office-list" aria-label={t('desk.list')}>
            <Rows
              label={t('desk.list')}
              items={items}
              rowKey={({ id }) => id}
              columns={columns}
              empty={`${t('desk.none')}。${t('desk.noneLead')}`}
            />
          </section>
        )}
      </Loaded>
    </Page>
  )
}

function useColumns(desks: readonly Desk[], mayChange: boolean): TableColumnsType<Desk> {
  const { t } = useTranslation()
  const areas = useRead(areaRoutes.list, {}).data?.items ?? []
  const hoursWords = useHoursWords()
  return [
    {
      title: t('desk.name'),
      render: (_, { id, name }) =>
        mayChange ? (
          <Link to="/office/desks/$deskId" params={{ deskId: id }}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    {
      title: t('desk.areas'),
      render: (_, { areaIds }) => areaIds.map((id) => <div key={id}>{wayTo(areas, id)}</div>),
    },
    { title: t('desk.hours'), render: (_, { hours }) => hoursWords(hours).map((one) => <div key={one}>{one}</div>) },
    {
      title: t('desk.cover'),
      render: (_, { coveredById }) => desks.find(({ id }) => id === coveredById)?.name ?? t('desk.noCover'),
    },
  ]
}
