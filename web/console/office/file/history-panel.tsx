import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Static } from 'typebox'
import type { ResidentHistory } from '#contract/residents'
import { Loaded } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'

interface Props {
  readonly history: UseQueryResult<Static<typeof ResidentHistory>>
  readonly wordOf: (field: string) => string
}

/** Who changed which fields, newest first; what stood there before stays on the server. */
export function HistoryPanel({ history, wordOf }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={t('file.history')}>
      <Loaded query={history}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="faint">{t('file.noHistory')}</p>
          ) : (
            <ol className="lines">
              {items.map(({ at, by, fields }) => (
                <li key={`${at}${fields}`}>
                  <time dateTime={at}>{whenSeen(at)}</time>
                  <span>
                    {t('file.changedBy', {
                      who: by.name === '' ? t('timeline.house') : by.name,
                      what: fields.map(wordOf).join(t('file.comma')),
                    })}
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Panel>
  )
}
