import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { stopwatch, timeOfDay } from '../../shared/clock/durations.ts'

const STONES = [
  ['received', 'receivedAt'],
  ['shown', 'shownAt'],
  ['claimed', 'claimedAt'],
  ['attempted', 'contactAttemptedAt'],
  ['contacted', 'contactedAt'],
  ['onScene', 'onSceneAt'],
  ['closed', 'closedAt'],
] as const

/** How far the call has come, and how long each step took from the press. */
export function Milestones({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const start = Date.parse(call.receivedAt)
  return (
    <ol className="milestones" aria-label={t('call.milestones')}>
      {STONES.map(([name, field]) => {
        const at = call[field]
        return (
          <li key={name} className={at === null ? 'milestone' : 'milestone reached'}>
            <span className="milestone-name">{t(`milestone.${name}`)}</span>
            <span className="milestone-time">
              {at === null ? t('header.none') : stoneTime(name === 'received', at, start)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function stoneTime(first: boolean, at: string, start: number): string {
  return first ? timeOfDay(at) : `+${stopwatch((Date.parse(at) - start) / 1000)}`
}
