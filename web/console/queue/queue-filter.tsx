import { useTranslation } from 'react-i18next'
import { PriorityMark } from '../call/priority-mark.tsx'
import { useDesk } from '../desk-context.ts'
import { useShortcut } from '../keys/listening.ts'
import { digitOf } from '../keys/shortcuts.ts'
import { isOver } from '../live/stream.ts'
import { useStream } from '../live/stream-store.ts'
import { chooseTab, TABS, toggleLevel, useQueueView } from './queue-view.ts'

const LEVELS = [1, 2, 3, 4] as const
const WORDS = { all: 'queue.all', waiting: 'queue.onlyWaiting', mine: 'queue.mine', closed: 'queue.closed' } as const

/** Whose calls the queue shows. */
export function ScopeTabs() {
  const { t } = useTranslation()
  const tab = useQueueView((view) => view.tab)
  return (
    <fieldset className="tabs">
      <legend className="unseen">{t('queue.scope')}</legend>
      {TABS.map((one) => (
        <label key={one} className={one === tab ? 'tab chosen' : 'tab'}>
          <input type="radio" name="queue-tab" checked={one === tab} onChange={() => chooseTab(one)} />
          <span>{t(WORDS[one])}</span>
          {one === 'mine' ? <MineCount /> : null}
        </label>
      ))}
    </fieldset>
  )
}

/** Which levels it shows. None pressed means all. */
export function LevelFilter() {
  const { t } = useTranslation()
  const tab = useQueueView((view) => view.tab)
  const levels = useQueueView((view) => view.levels)
  useShortcut('filter', (event) => {
    const digit = digitOf(event)
    if (digit !== null) toggleLevel(digit)
  })
  return (
    <fieldset className="levels" disabled={tab === 'closed'}>
      <legend className="unseen">{t('queue.filter')}</legend>
      {LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          className="level"
          aria-pressed={levels.has(level)}
          aria-label={t('queue.level', { level })}
          onClick={() => toggleLevel(level)}
        >
          <PriorityMark level={level} ringing={false} />
        </button>
      ))}
    </fieldset>
  )
}

function MineCount() {
  const { account } = useDesk()
  const mine = useStream((stream) => {
    let count = 0
    for (const call of stream.calls.values()) if (!isOver(call) && call.owner?.id === account.id) count += 1
    return count
  })
  return mine > 0 ? <span className="tab-count">{mine}</span> : null
}
