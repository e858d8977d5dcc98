import { useTranslation } from 'react-i18next'
import { useStream } from '../live/stream-store.ts'
import { ClosedList } from './closed-list.tsx'
import { LiveList } from './live-list.tsx'
import { waitingCount } from './order.ts'
import { LevelFilter, ScopeTabs } from './queue-filter.tsx'
import { useQueueView } from './queue-view.ts'

/** Left column: what waits. */
export function QueuePanel() {
  const { t } = useTranslation()
  const tab = useQueueView((view) => view.tab)
  const waiting = useStream((stream) => waitingCount(stream.calls))
  return (
    <section className="queue-panel" aria-labelledby="queue-title">
      <div className="panel-head">
        <h2 id="queue-title" className={waiting > 0 ? 'some' : undefined}>
          <span className="unseen">{t('queue.title')}: </span>
          {t('queue.waiting', { count: waiting })}
        </h2>
        <LevelFilter />
      </div>
      <ScopeTabs />
      {tab === 'closed' ? <ClosedList /> : <LiveList scope={tab} />}
    </section>
  )
}
