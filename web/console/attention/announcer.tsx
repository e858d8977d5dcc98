import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { whereOf, whoOf } from '../call/who.ts'
import { useConnection } from '../connection/connection-store.ts'
import { announce, announceUrgently, useAnnouncements } from './announcements.ts'
import { watchRings } from './ring-watch.ts'

/** More than this many at once is noise; the queue itself has the rest. */
const READ_AT_ONCE = 3

/** Reads out new calls and a lost connection. The only role=alert of the page. */
export function Announcer() {
  const { t } = useTranslation()
  const urgent = useAnnouncements((announcements) => announcements.urgent)
  const broken = useConnection((connection) => connection.health === 'red')
  useEffect(() => {
    const sentence = (call: Call): string =>
      t('announce.arrived', {
        level: `P${call.priority}`,
        who: whoOf(call, t),
        what: t(`trigger.${call.trigger}`),
        where: whereOf(call, t),
      })
    const join = (calls: readonly Call[]): string => calls.slice(0, READ_AT_ONCE).map(sentence).join('. ')
    return watchRings((rang) => {
      const first = rang.filter((call) => call.priority === 1)
      const rest = rang.filter((call) => call.priority !== 1)
      if (first.length > 0) announceUrgently(join(first))
      if (rest.length > 0) announce(join(rest))
    })
  }, [t])
  useEffect(() => {
    if (broken) announceUrgently(t('connection.claimBlocked'))
  }, [broken, t])
  return (
    <div className="unseen" role="alert">
      {urgent}
    </div>
  )
}
