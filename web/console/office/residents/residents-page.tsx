import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { FindBox } from '../find/find-box.tsx'
import { lookFor, useFoundWords } from '../find/found-words.ts'
import { Hits, HitWords } from '../find/hits.tsx'
import { useMayKeep, useMayRead } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'

/** Finding somebody, by whatever the caller happens to know. */
export function ResidentsPage() {
  const { t } = useTranslation()
  const words = useFoundWords((found) => found.words)
  const mayRead = useMayRead()
  const addHome = (
    <Link to="/office/homes/new" className="button-link">
      {t('home.add')}
    </Link>
  )
  return (
    <Page title={t('office.section.residents')} actions={useMayKeep() ? addHome : null}>
      <search className="panel" aria-label={t('find.label')}>
        <FindBox label={t('find.label')} hint={t('find.hint')} initial={words} find={lookFor} autoFocus />
        <Hits words={words}>
          {(hit) =>
            mayRead ? (
              <Link className="hit" to="/office/residents/$residentId" params={{ residentId: hit.id }}>
                <HitWords hit={hit} />
              </Link>
            ) : (
              <div className="hit">
                <HitWords hit={hit} />
              </div>
            )
          }
        </Hits>
      </search>
    </Page>
  )
}
