import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { whoOf } from '../call/who.ts'
import { useStream } from '../live/stream-store.ts'
import { topWaiting, waitingCount } from '../queue/order.ts'
import { shapeOf, showOnTab, tabIcon, tabTitle } from './tab-signs.ts'

/** Keeps the browser tab in step with the queue. Draws nothing. */
export function Tab() {
  const { t } = useTranslation()
  const top = useStream((stream) => topWaiting(stream.calls))
  const count = useStream((stream) => waitingCount(stream.calls))
  const words = top ? `${shapeOf(top.priority)} ${whoOf(top, t)} ${t(`trigger.${top.trigger}`)}` : null
  useEffect(() => {
    showOnTab(tabTitle(count, words, t('app.name')), tabIcon(top), count)
  }, [count, words, top, t])
  return null
}
