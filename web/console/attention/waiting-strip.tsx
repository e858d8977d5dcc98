import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Call } from '#contract/calls'
import { Elapsed } from '../call/elapsed.tsx'
import { PriorityMark } from '../call/priority-mark.tsx'
import { whoOf } from '../call/who.ts'
import { useStream } from '../live/stream-store.ts'
import { compareCalls } from '../queue/order.ts'

const SHOWN = 2

/** Waiting emergencies, shown inside every dialog: no dialog may hide one. */
export function WaitingStrip() {
  const { t } = useTranslation()
  const waiting = useStream(useShallow((stream) => waitingEmergencies(stream.calls)))
  return (
    <div className="waiting-strip" aria-live="assertive">
      {waiting.map((call) => (
        <p key={call.id}>
          <PriorityMark level={call.priority} ringing={call.ringing} />
          <strong>{whoOf(call, t)}</strong>
          <span>{t(`trigger.${call.trigger}`)}</span>
          <Elapsed since={call.rangAt} />
        </p>
      ))}
    </div>
  )
}

function waitingEmergencies(calls: ReadonlyMap<string, Call>): Call[] {
  return [...calls.values()]
    .filter((call) => call.state === 'waiting' && call.priority === 1)
    .sort(compareCalls)
    .slice(0, SHOWN)
}
