import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { timeOfDay } from '../../shared/clock/durations.ts'
import { Glyph } from '../../shared/controls/glyph.tsx'

/** What is unusual about this call, in sentences that say what to do. */
export function Hints({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const hints = hintsOf(call, t)
  if (hints.length === 0) return null
  return (
    <ul className="hints">
      {hints.map((hint) => (
        <li key={hint}>
          <Glyph name="warning" />
          {hint}
        </li>
      ))}
    </ul>
  )
}

function hintsOf(call: Call, t: TFunction): string[] {
  const hints: string[] = []
  if (call.state === 'closed') return hints
  if (call.state === 'merged') return [t('moves.hintMerged')]
  if (call.parkedUntil && call.parkedFor) {
    hints.push(
      t('moves.hintParked', { time: timeOfDay(call.parkedUntil).slice(0, 5), what: t(`parkReason.${call.parkedFor}`) }),
    )
  }
  if (call.unattended) hints.push(t('call.hintUnattended'))
  if (call.repeated) hints.push(t('call.hintRepeated'))
  if (call.orphaned) hints.push(t('call.hintOrphaned'))
  if (call.delayed) hints.push(t('call.hintDelayed'))
  if (call.cancelled) hints.push(t('call.hintCancelled'))
  if (call.state === 'resolved') hints.push(t('call.hintResolved'))
  return hints
}
