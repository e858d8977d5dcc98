import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { whoOf } from '../call/who.ts'
import { useStream } from '../live/stream-store.ts'
import { watchRings } from './ring-watch.ts'
import { shapeOf } from './tab-signs.ts'

/** P3 and P4 may wait until somebody looks. */
const LOWEST_LEVEL = 2

/** Desktop notifications for a console that is covered by another window. Draws nothing. */
export function Notifications() {
  const { t } = useTranslation()
  useEffect(() => {
    const shown = new Map<string, Notification>()
    const show = (call: Call): void => {
      const title = `${shapeOf(call.priority)} ${whoOf(call, t)} ${t(`trigger.${call.trigger}`)}`
      const body = call.home?.community ?? ''
      const notification = new Notification(title, { body, tag: call.id, requireInteraction: true })
      notification.onclick = () => window.focus()
      shown.set(call.id, notification)
    }
    const stopRings = watchRings((rang) => {
      if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || document.hasFocus()) return
      for (const call of rang) if (call.priority <= LOWEST_LEVEL) show(call)
    })
    const stopStream = useStream.subscribe(({ calls }) => closeAnswered(shown, calls))
    return () => {
      stopRings()
      stopStream()
      for (const notification of shown.values()) notification.close()
    }
  }, [t])
  return null
}

function closeAnswered(shown: Map<string, Notification>, calls: ReadonlyMap<string, Call>): void {
  for (const [id, notification] of shown) {
    if (calls.get(id)?.ringing) continue
    notification.close()
    shown.delete(id)
  }
}
