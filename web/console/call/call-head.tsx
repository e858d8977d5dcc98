import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { useConnection } from '../connection/connection-store.ts'
import { useDesk } from '../desk-context.ts'
import { openDialog } from '../dialogs.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useShortcut } from '../keys/listening.ts'
import { isOver } from '../live/stream.ts'
import { claim, release } from './claiming.ts'
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

function CallActions({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const blocked = useConnection((connection) => connection.health === 'red')
  useShortcut('closeCase', () => openDialog(isOver(call) ? 'reopen' : 'outcome'))
  if (isOver(call)) {
    return (
      <span className="call-actions">
        <Button onClick={() => openDialog('reopen')}>{t('call.reopen')}</Button>
      </span>
    )
  }
  if (call.state === 'waiting') {
    return (
      <span className="call-actions">
        <Button type="primary" disabled={blocked} onClick={() => void claim(call.id)}>
          {t('call.claim')}
        </Button>
      </span>
    )
  }
  return (
    <span className="call-actions">
      <ReleaseButton id={call.id} />
      <Button type="primary" onClick={() => openDialog('outcome')}>
        {t('call.closeCase')} <KeyCaps caps={['F9']} />
      </Button>
    </span>
  )
}

/** Giving back rings at everybody's desk, so it asks once, in place. */
function ReleaseButton({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (!asking) return <Button onClick={() => setAsking(true)}>{t('call.release')}</Button>
  return (
    <fieldset className="release-ask" aria-label={t('call.release')}>
      <span>{t('call.releaseAsk')}</span>
      <Button size="small" onClick={() => setAsking(false)}>
        {t('app.cancel')}
      </Button>
      <Button size="small" type="primary" autoFocus onClick={() => void release(id)}>
        {t('call.releaseYes')}
      </Button>
    </fieldset>
  )
}
