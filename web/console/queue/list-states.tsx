import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { Elapsed } from '../call/elapsed.tsx'
import { PriorityMark } from '../call/priority-mark.tsx'
import { whoOf } from '../call/who.ts'
import { useOnDuty } from '../duty/duty-store.ts'
import { useStream } from '../live/stream-store.ts'
import { topWaiting } from './order.ts'
import { showEverything, sortAgain, useQueueView } from './queue-view.ts'
import { focusRowOf } from './row-focus.ts'

const PLACEHOLDERS = ['a', 'b', 'c', 'd'] as const

export function QueueSkeleton() {
  const { t } = useTranslation()
  return (
    <div className="queue-skeleton" aria-busy="true">
      <span className="unseen">{t('app.loading')}</span>
      {/* Its grey bars are headings to Ant Design, and empty ones to whoever hears the page. */}
      <div aria-hidden="true">
        {PLACEHOLDERS.map((key) => (
          <Skeleton key={key} active title={{ width: '60%' }} paragraph={{ rows: 1 }} />
        ))}
      </div>
    </div>
  )
}

/** Nothing waits: a calm sentence, who is there to hear the next call, and nothing else. */
export function EmptyQueue() {
  const { t } = useTranslation()
  const narrowed = useQueueView((view) => view.tab !== 'all' || view.levels.size > 0)
  const onDuty = useOnDuty()
  const seats = useStream((stream) => stream.figures?.audibleSeats ?? 0)
  if (narrowed) {
    return (
      <div className="quiet-state">
        <p className="quiet-title">{t('queue.emptyFiltered')}</p>
        <Button onClick={showEverything}>{t('queue.showAll')}</Button>
      </div>
    )
  }
  return (
    <div className="quiet-state">
      <p className="quiet-title">{t('queue.empty')}</p>
      <p>{onDuty ? t('queue.emptyLead') : t('queue.offDutyEmpty')}</p>
      <p className="faint">{seats > 0 ? t('overview.onDuty', { count: seats }) : t('overview.nobody')}</p>
    </div>
  )
}

interface FootProps {
  readonly held: boolean
  /** What came in while the order was held, and so stands below everything else. */
  readonly added: readonly string[]
}

/** Says whether the order is being held. Always there, so that its coming and going moves nothing. */
export function QueueFoot({ held, added }: FootProps) {
  const { t } = useTranslation()
  return (
    <>
      <UrgentBelow added={added} />
      <div className={added.length > 0 ? 'queue-foot news' : 'queue-foot'}>
        <span>{held ? t('queue.frozen') : t('queue.sorted')}</span>
        {added.length > 0 ? (
          <button type="button" className="quiet-button" onClick={sortAgain}>
            {t('queue.newBelow', { count: added.length })} · {t('queue.resort')}
          </button>
        ) : null}
      </div>
    </>
  )
}

/** An emergency is never below the fold (design §6 rule 10), not even while nothing may move for its sake. */
function UrgentBelow({ added }: Pick<FootProps, 'added'>) {
  const { t } = useTranslation()
  const top = useStream((stream) => topWaiting(new Map(added.flatMap((id) => entryOf(stream.calls, id)))))
  if (top?.priority !== 1) return null
  const bringUp = (): void => {
    sortAgain()
    // Its row moves up with the next drawing.
    requestAnimationFrame(() => focusRowOf(top.id))
  }
  return (
    <button type="button" className="urgent-below" onClick={bringUp}>
      <PriorityMark level={1} ringing={top.ringing} />
      <strong className="row-who">{whoOf(top, t)}</strong>
      <span>{t(`trigger.${top.trigger}`)}</span>
      <Elapsed since={top.rangAt} />
    </button>
  )
}

function entryOf(calls: ReadonlyMap<string, Call>, id: string): Array<[string, Call]> {
  const call = calls.get(id)
  return call ? [[id, call]] : []
}
