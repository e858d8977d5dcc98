import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { useDesk } from '../desk-context.ts'
import { isOver } from '../live/stream.ts'
import { CallActions } from './call-actions.tsx'
import { Elapsed } from './elapsed.tsx'
import { PriorityMark } from './priority-mark.tsx'
import { whoOf } from './who.ts'

/** What it is, who, how long, and the next thing to do. */
export function CallHead({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  // Opening a call moves the focus off the queue, which may then sort itself again.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className={`call-head p${call.priority}${call.ringing ? ' ringing' : ''}`} data-state={call.state}>
      <div className="call-title">
        <PriorityMark level={call.priority} ringing={call.ringing} />
        <h2 ref={heading} tabIndex={-1}>
          <span className="call-what">{t(`trigger.${call.trigger}`)}</span> {whoOf(call, t)}
        </h2>
        <span className="call-number">{t('call.number', { number: call.number })}</span>
      </div>
      <div className="call-stand">
        <StateTag call={call} />
        {isOver(call) ? null : <RunningTime call={call} />}
        <CallActions call={call} />
      </div>
    </header>
  )
}

function StateTag({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const { account } = useDesk()
  const handled = call.state === 'claimed' && call.owner
  const words = handled
    ? call.owner?.id === account.id
      ? t('queue.ownedByMe')
      : t('queue.ownedBy', { name: call.owner?.name ?? '' })
    : t(`state.${call.state}`)
  return <span className={`state-tag ${call.state}`}>{words}</span>
}

function RunningTime({ call }: { readonly call: Call }) {
  return (
    <span className="running-time">
      <Elapsed since={call.state === 'waiting' ? call.rangAt : call.receivedAt} />
    </span>
  )
}
