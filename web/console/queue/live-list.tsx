import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../connection/connection-store.ts'
import { useDesk } from '../desk-context.ts'
import { useStream } from '../live/stream-store.ts'
import { EmptyQueue, QueueFoot, QueueSkeleton } from './list-states.tsx'
import { type Scope, sortedIds } from './order.ts'
import { useQueueActions, useQueueKeys } from './queue-actions.ts'
import { QueueRow } from './queue-row.tsx'
import { useQueueView } from './queue-view.ts'
import { useHold } from './use-hold.ts'
import { useShownReport } from './use-shown-report.ts'
import { useSteadyOrder } from './use-steady-order.ts'

/** The open calls of a scope, live. Never re-ordered under somebody's hand. */
export function LiveList({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation()
  const { account } = useDesk()
  const loaded = useStream((stream) => stream.loaded)
  const calls = useStream((stream) => stream.calls)
  const levels = useQueueView((view) => view.levels)
  const epoch = useQueueView((view) => view.epoch)
  const blocked = useConnection((connection) => connection.health === 'red')
  const selected = useParams({ strict: false }).callId
  const hold = useHold()
  const sorted = useMemo(
    () => sortedIds(calls, { scope, levels, accountId: account.id }),
    [calls, scope, levels, account.id],
  )
  const { order, added } = useSteadyOrder(sorted, calls, hold.held, epoch)
  const act = useQueueActions()
  useQueueKeys(act)
  useShownReport(order, calls)
  if (!loaded) return <QueueSkeleton />
  const entry = order.includes(selected ?? '') ? selected : order[0]
  return (
    <>
      {order.length === 0 ? <EmptyQueue /> : null}
      <ul className="queue-list" aria-label={t('queue.title')} {...hold.watch}>
        {order.map((id) => {
          const call = calls.get(id)
          return call ? (
            <QueueRow
              key={id}
              call={call}
              selected={id === selected}
              entry={id === entry}
              mine={call.owner?.id === account.id}
              blocked={blocked}
              act={act}
            />
          ) : null
        })}
      </ul>
      <QueueFoot held={hold.held} added={added} />
    </>
  )
}
