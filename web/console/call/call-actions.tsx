import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { useConnection } from '../connection/connection-store.ts'
import { useDesk } from '../desk-context.ts'
import { type Move, openDialog } from '../dialogs.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { useShortcut } from '../keys/listening.ts'
import { isOver } from '../live/stream.ts'
import { useMergeable } from '../moves/moving.ts'
import { claim, release } from './claiming.ts'

/** What can be done with a call at its stage, by whom. */
export function CallActions({ call }: { readonly call: Call }) {
  const { account } = useDesk()
  const isMine = call.owner?.id === account.id
  const isHeld = call.owner !== null && !isOver(call)
  useShortcut('closeCase', () => openDialog(isOver(call) ? 'reopen' : 'outcome'))
  useShortcut('park', () => (isMine && isHeld ? openDialog('park') : undefined))
  useShortcut('transfer', () => (isHeld ? openDialog(isMine ? 'transfer' : 'takeOver') : undefined))
  return (
    <span className="call-actions">
      {isOver(call) ? <ReopenButton call={call} /> : null}
      {call.state === 'waiting' ? <ClaimButton id={call.id} /> : null}
      {isHeld && isMine ? <OwnersActions call={call} /> : null}
      {isHeld && !isMine ? <OthersActions mayHandOn={account.role === 'supervisor'} /> : null}
    </span>
  )
}

function ReopenButton({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  // What went into another call is worked on there.
  if (call.state === 'merged') return null
  return <Button onClick={() => openDialog('reopen')}>{t('call.reopen')}</Button>
}

function ClaimButton({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const blocked = useConnection((connection) => connection.health === 'red')
  return (
    <Button type="primary" disabled={blocked} onClick={() => void claim(id)}>
      {t('call.claim')}
    </Button>
  )
}

function OwnersActions({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const mergeable = useMergeable(call)
  return (
    <>
      <ReleaseButton id={call.id} />
      {mergeable.length > 0 ? <MoveButton move="merge" /> : null}
      <MoveButton move="level" />
      <MoveButton move="transfer" cap="F8" />
      {call.state === 'parked' ? (
        <Button onClick={() => void claim(call.id)}>{t('moves.resume')}</Button>
      ) : (
        <MoveButton move="park" cap="F6" />
      )}
      <Button type="primary" onClick={() => openDialog('outcome')}>
        {t('call.closeCase')} <KeyCaps caps={['F9']} />
      </Button>
    </>
  )
}

/** A supervisor hands on what is not theirs. */
function OthersActions({ mayHandOn }: { readonly mayHandOn: boolean }) {
  return (
    <>
      {mayHandOn ? <MoveButton move="transfer" /> : null}
      <MoveButton move="takeOver" cap="F8" />
    </>
  )
}

const WORDS = {
  park: 'moves.park',
  transfer: 'moves.transfer',
  takeOver: 'moves.takeOver',
  merge: 'moves.merge',
  level: 'moves.changeLevel',
} as const satisfies Record<Move, string>

function MoveButton({ move, cap }: { readonly move: Move; readonly cap?: string }) {
  const { t } = useTranslation()
  return (
    <Button onClick={() => openDialog(move)}>
      {t(WORDS[move])} {cap ? <KeyCaps caps={[cap]} /> : null}
    </Button>
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
