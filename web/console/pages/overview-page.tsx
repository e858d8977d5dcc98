import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Elapsed } from '../call/elapsed.tsx'
import { PriorityMark } from '../call/priority-mark.tsx'
import { whereOf, whoOf } from '../call/who.ts'
import { useConnection } from '../connection/connection-store.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useStream } from '../live/stream-store.ts'
import { topWaiting, waitingCount } from '../queue/order.ts'
import { useQueueActions } from '../queue/queue-actions.ts'

/** No call is open: the most urgent one that waits, or a calm word. */
export function OverviewPage() {
  const { t } = useTranslation()
  const count = useStream((stream) => waitingCount(stream.calls))
  const seats = useStream((stream) => stream.figures?.audibleSeats ?? null)
  return (
    <main className="overview" id="current-call" tabIndex={-1} aria-label={t('call.region')}>
      <div className="overview-card">
        {count > 0 ? <MostUrgent count={count} /> : <Quiet />}
        {seats === null ? null : (
          <p className="faint">{seats > 0 ? t('overview.onDuty', { count: seats }) : t('overview.nobody')}</p>
        )}
      </div>
    </main>
  )
}

function Quiet() {
  const { t } = useTranslation()
  return (
    <>
      <h2>{t('overview.quiet')}</h2>
      <p className="soft">{t('overview.quietLead')}</p>
    </>
  )
}

function MostUrgent({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const top = useStream((stream) => topWaiting(stream.calls))
  const blocked = useConnection((connection) => connection.health === 'red')
  const act = useQueueActions()
  if (!top) return null
  return (
    <>
      <h2>{t('overview.waitingLead', { count })}</h2>
      <p className="overview-top">
        <PriorityMark level={top.priority} ringing={top.ringing} />
        <strong>{whoOf(top, t)}</strong>
        <span>{t(`trigger.${top.trigger}`)}</span>
        <Elapsed since={top.rangAt} />
      </p>
      <p className="soft">{whereOf(top, t)}</p>
      <Button type="primary" size="large" disabled={blocked} onClick={() => act.claim(top.id)}>
        {t('overview.claimTop')} <KeyCaps caps={['Space']} />
      </Button>
      <p className="soft">{t('call.pickLead')}</p>
    </>
  )
}
