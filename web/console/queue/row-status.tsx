import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { timeOfDay } from '../../shared/clock/durations.ts'

/** Third line of a row: where the call stands, and what is unusual about it. */
export function RowStatus({ call, mine }: { readonly call: Call; readonly mine: boolean }) {
  const { t } = useTranslation()
  return (
    <span className="row-line row-status">
      <span className="row-state">{stateWords(call, mine, t)}</span>
      {oddities(call, t).map((oddity) => (
        <span key={oddity} className="oddity">
          {oddity}
        </span>
      ))}
    </span>
  )
}

function stateWords(call: Call, mine: boolean, t: TFunction): string {
  if (call.state === 'waiting') return waitingWords(call, t)
  if (call.state === 'parked' && call.owner) {
    return t('queue.parkedBy', {
      name: call.owner.name,
      time: timeOfDay(call.parkedUntil ?? call.receivedAt).slice(0, 5),
    })
  }
  if (call.state !== 'claimed') return t(`state.${call.state}`)
  if (mine) return t('queue.ownedByMe')
  return call.owner ? t('queue.ownedBy', { name: call.owner.name }) : t('state.claimed')
}

function waitingWords(call: Call, t: TFunction): string {
  if (call.assigned) return t('queue.assignedTo', { name: call.assigned.name })
  return call.ringing ? t('queue.ringing') : t('state.waiting')
}

function oddities(call: Call, t: TFunction): string[] {
  const words: string[] = []
  if (call.repeated) words.push(t('queue.repeatedFlag'))
  if (call.presses > 1) words.push(t('queue.presses', { count: call.presses }))
  if (call.orphaned) words.push(t('queue.orphanedFlag'))
  if (call.unattended) words.push(t('queue.unattendedFlag'))
  if (call.delayed) words.push(t('queue.lateFlag'))
  if (call.cancelled) words.push(t('queue.cancelledFlag'))
  return words
}
