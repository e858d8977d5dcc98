import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import { call as fetchFrom } from '../../shared/api/api.ts'
import { monthAndDay, timeOfDay } from '../../shared/clock/durations.ts'
import { PriorityMark } from '../call/priority-mark.tsx'
import { whereOf, whoOf } from '../call/who.ts'
import { FailurePanel } from '../failure.tsx'
import { QueueSkeleton } from './list-states.tsx'

const PAGE = 50

async function fetchClosed(after: string | null) {
  const page = { state: 'closed', limit: PAGE } as const
  return await fetchFrom(callRoutes.list, { query: after === null ? page : { ...page, after } })
}

/** What has been dealt with, newest first. */
export function ClosedList() {
  const { t } = useTranslation()
  const pages = useInfiniteQuery({
    queryKey: ['closed-calls'],
    queryFn: ({ pageParam }) => fetchClosed(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })
  if (pages.isPending) return <QueueSkeleton />
  if (!pages.data) return <FailurePanel error={pages.error} retry={() => void pages.refetch()} />
  const calls = pages.data.pages.flatMap((page) => page.items)
  if (calls.length === 0) {
    return (
      <div className="quiet-state">
        <p className="quiet-title">{t('queue.noClosed')}</p>
      </div>
    )
  }
  return (
    <>
      <ul className="queue-list" aria-label={t('queue.closed')}>
        {calls.map((call) => (
          <ClosedRow key={call.id} call={call} />
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button type="link" block loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('queue.loadMore')}
        </Button>
      ) : null}
    </>
  )
}

function ClosedRow({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const selected = useParams({ strict: false }).callId === call.id
  return (
    <li className={selected ? 'queue-row closed selected' : 'queue-row closed'} data-call={call.id}>
      <Link className="row-open" to="/calls/$callId" params={{ callId: call.id }}>
        <span className="row-line">
          <PriorityMark level={call.priority} ringing={false} />
          <strong className="row-who">{whoOf(call, t)}</strong>
          <span className="elapsed">
            {monthAndDay(call.closedAt ?? call.receivedAt)} {timeOfDay(call.closedAt ?? call.receivedAt).slice(0, 5)}
          </span>
        </span>
        <span className="row-line soft">
          <span className="row-what">{t(`trigger.${call.trigger}`)}</span>
          <span className="row-where">{whereOf(call, t)}</span>
        </span>
        <span className="row-line row-status">
          <span className="row-state">
            {call.cause ? t(`cause.${call.cause}`) : t(`state.${call.state}`)}
            {call.result ? ` · ${t(`result.${call.result}`)}` : ''}
          </span>
        </span>
      </Link>
    </li>
  )
}
