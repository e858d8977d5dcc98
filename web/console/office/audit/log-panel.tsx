import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Event } from '#contract/events'
import { auditRoutes } from '#contract/routes'
import { call } from '../../../shared/api/api.ts'
import { monthAndDay, timeOfDay } from '../../../shared/clock/durations.ts'
import { Loading, Trouble } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { Rows } from '../list/office-list.tsx'
import type { LogFilter } from './log-filter.ts'

const route = getRouteApi('/office/audit')

/** Lines of the log from the newest back, as far as somebody wants to look. */
export function LogPanel() {
  const { t } = useTranslation()
  const filter = route.useSearch()
  const log = useLog(filter)
  const columns = useColumns(filter, log.data?.names ?? {})
  if (log.isPending) return <Loading />
  if (log.isError) return <Trouble error={log.error} retry={() => void log.refetch()} />
  const { items, next } = log.data
  return (
    <Panel title={t('audit.list')}>
      <div className="office-list">
        <Rows
          label={t('audit.list')}
          items={items}
          rowKey={({ seq }) => String(seq)}
          columns={columns}
          empty={t('audit.none')}
        />
        <div className="list-foot">
          <p className="faint" role="status">
            {next === null ? t('audit.atStart') : t('audit.lookedTo', { seq: next })}
          </p>
          {log.hasNextPage ? (
            <Button loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {t('audit.older')}
            </Button>
          ) : null}
        </div>
      </div>
    </Panel>
  )
}

function useLog({ type, actor, home }: LogFilter) {
  const filter = {
    ...(type !== undefined && { type }),
    ...(actor !== undefined && { actorId: actor }),
    ...(home !== undefined && { homeId: home }),
  }
  return useInfiniteQuery({
    queryKey: [auditRoutes.look.url, filter],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      call(auditRoutes.look, { query: { ...filter, ...(pageParam === null ? {} : { before: pageParam }) } }),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => ({
      items: pages.flatMap(({ items }) => items),
      names: Object.assign({}, ...pages.map(({ names }) => names)) as Readonly<Record<string, string>>,
      next: pages.at(-1)?.next ?? null,
    }),
  })
}

function useColumns(filter: LogFilter, names: Readonly<Record<string, string>>): TableColumnsType<Event> {
  const { t } = useTranslation()
  const whoOf = ({ actor }: Event): string => {
    if (actor.kind === 'house') return t('timeline.house')
    if (actor.kind === 'device') return t('timeline.device')
    return names[actor.id ?? ''] ?? t('audit.someone')
  }
  const blanks = { target: '', outcome: '', result: '', step: '' }
  return [
    { title: t('audit.number'), dataIndex: 'seq', align: 'right' },
    { title: t('audit.at'), render: (_, { at }) => `${monthAndDay(at)} ${timeOfDay(at)}` },
    {
      title: t('audit.who'),
      render: (_, event) =>
        event.actor.id === null ? (
          whoOf(event)
        ) : (
          <Link
            to="/office/audit"
            search={{ ...filter, actor: event.actor.id }}
            aria-label={t('audit.onlyWho', { who: whoOf(event) })}
          >
            {whoOf(event)}
          </Link>
        ),
    },
    { title: t('audit.what'), render: (_, event) => t(`event.${event.type}`, { who: whoOf(event), ...blanks }) },
    {
      title: t('audit.about'),
      render: (_, { homeId }) =>
        homeId === null ? (
          t('audit.noCall')
        ) : (
          <Link to="/office/audit" search={{ ...filter, home: homeId }}>
            {t('audit.onlyHome')}
          </Link>
        ),
    },
  ]
}
