import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResidentHit } from '#contract/residents'
import { residentRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Loading, Trouble } from '../frame/loaded.tsx'

/** The server sends no more; somebody who sees this many has to say more. */
const MOST = 20

interface Props {
  /** What to look for; empty: nothing yet. */
  readonly words: string
  readonly children: (hit: ResidentHit) => ReactNode
}

/** Residents found by name, pinyin, number, device or address, best first. */
export function Hits({ words, children }: Props) {
  const { t } = useTranslation()
  const found = useRead(residentRoutes.search, { query: { q: words } }, { when: words !== '', keep: true })
  if (words === '') return <p className="soft">{t('find.lead')}</p>
  if (found.isError) return <Trouble error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const { items } = found.data
  return (
    <>
      <p className="faint" role="status">
        {items.length === 0
          ? t('find.none')
          : t(items.length === MOST ? 'find.many' : 'find.some', { count: items.length })}
      </p>
      {items.length === 0 ? <p className="soft">{t('find.noneLead')}</p> : null}
      <ul className="hits" aria-label={t('find.results')} aria-busy={found.isPlaceholderData}>
        {items.map((hit) => (
          <li key={hit.id}>{children(hit)}</li>
        ))}
      </ul>
    </>
  )
}

/** What tells one hit from another. */
export function HitWords({ hit: { name, community, address, found } }: { readonly hit: ResidentHit }) {
  const { t } = useTranslation()
  return (
    <>
      <strong className="hit-name">{name}</strong>
      <span className="hit-where">{[community, address].filter((part) => part !== '').join(' ')}</span>
      <span className="hit-found">{t(`find.by.${found}`)}</span>
    </>
  )
}
