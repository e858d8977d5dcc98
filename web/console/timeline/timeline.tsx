import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../shared/clock/durations.ts'
import type { CallDetails } from '../call/use-call-details.ts'
import { useEventWords } from './event-words.ts'
import { type Line, linesOf } from './lines.ts'

/** What happened to this call, newest first: the last thing is what the next hand needs. */
export function Timeline({ details }: { readonly details: CallDetails }) {
  const { t } = useTranslation()
  const lines = linesOf(details)
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <h3 id="timeline-title">{t('timeline.title')}</h3>
      {lines.length === 0 ? <p className="faint">{t('timeline.empty')}</p> : null}
      <ol>
        {lines.map((line) => (
          <TimelineLine key={line.key} line={line} details={details} />
        ))}
      </ol>
    </section>
  )
}

function TimelineLine({ line, details }: { readonly line: Line; readonly details: CallDetails }) {
  const { t } = useTranslation()
  const words = useEventWords(details)
  return (
    <li className={`timeline-line ${line.tone}`}>
      <time dateTime={line.at}>{timeOfDay(line.at)}</time>
      {line.kind === 'note' ? (
        <div className="timeline-note">
          <span className="soft">{t('timeline.noteBy', { who: line.note.author })}</span>
          <p>{line.note.text}</p>
        </div>
      ) : null}
      {line.kind === 'event' ? <span>{words(line.event)}</span> : null}
      {line.kind === 'presses' ? <span>{t('timeline.presses', { count: line.presses })}</span> : null}
    </li>
  )
}
