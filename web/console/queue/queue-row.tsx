import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { Elapsed } from '../call/elapsed.tsx'
import { PriorityMark } from '../call/priority-mark.tsx'
import { whereOf, whoOf } from '../call/who.ts'
import { isOver } from '../live/stream.ts'
import type { QueueActions } from './queue-actions.ts'
import { RowStatus } from './row-status.tsx'

interface Props {
  readonly call: Call
  readonly selected: boolean
  /** The row where Tab enters the list; the others are reached with the arrows. */
  readonly entry: boolean
  readonly mine: boolean
  /** The connection is broken, so nothing may be claimed. */
  readonly blocked: boolean
  readonly act: QueueActions
}

/** One call of the queue. Drawn again only when this call changed; the running time keeps itself. */
export const QueueRow = memo(function QueueRow({ call, selected, entry, mine, blocked, act }: Props) {
  const { t } = useTranslation()
  const who = whoOf(call, t)
  const waiting = call.state === 'waiting'
  return (
    <li className={rowClass(call, selected, mine)} data-call={call.id} data-state={call.state}>
      <button
        type="button"
        className="row-open"
        data-row={call.id}
        tabIndex={entry ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        onClick={() => act.open(call.id)}
      >
        <span className="row-line">
          <PriorityMark level={call.priority} ringing={call.ringing} />
          <strong className="row-who">{who}</strong>
          <Person call={call} />
          {isOver(call) ? null : <Elapsed since={waiting ? call.rangAt : call.receivedAt} />}
        </span>
        <span className="row-line soft">
          <span className="row-what">{t(`trigger.${call.trigger}`)}</span>
          <span className="row-where">{whereOf(call, t)}</span>
        </span>
        <RowStatus call={call} mine={mine} />
      </button>
      {waiting ? (
        <button
          type="button"
          className="row-claim"
          tabIndex={-1}
          disabled={blocked}
          aria-label={t('queue.claimNamed', { who })}
          title={blocked ? t('connection.claimBlocked') : undefined}
          onClick={() => act.claim(call.id)}
        >
          {t('queue.claim')}
        </button>
      ) : null}
    </li>
  )
})

function rowClass(call: Call, selected: boolean, mine: boolean): string {
  const parts = ['queue-row', `p${call.priority}`, call.state]
  if (call.ringing) parts.push('ringing')
  if (selected) parts.push('selected')
  if (mine) parts.push('mine')
  return parts.join(' ')
}

/** Age and sex where the home has one resident; of two, only the names are sure. */
function Person({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const [only, ...others] = call.home?.residents ?? []
  if (!only || others.length > 0) return null
  const sex = only.sex === 'female' || only.sex === 'male' ? t(`sex.${only.sex}`) : ''
  return (
    <span className="row-person">{[only.age === null ? '' : String(only.age), sex].filter(Boolean).join(' ')}</span>
  )
}
