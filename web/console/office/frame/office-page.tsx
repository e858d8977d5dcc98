import { Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { learnOfficeWords } from '../../../shared/i18n/office/office-catalogues.ts'
import { FailurePanel } from '../../failure.tsx'
import { useSession } from '../../session/session.ts'
import { SessionEnded } from '../../session/session-ended.tsx'
import { OfficeAccount } from './office-account.ts'
import { OfficeHeader } from './office-header.tsx'
import { OfficeNavigation } from './office-navigation.tsx'
import { HEADING_ID } from './page.tsx'
import '../../styles/header.css'
import '../../styles/office.css'

learnOfficeWords()

/** Finds out who works here, then opens the office. */
export function OfficePage() {
  const { t } = useTranslation()
  const session = useSession()
  if (session.data) return <OpenOffice key={session.data.id} account={session.data} />
  if (session.data === null) return <Navigate to="/login" />
  return (
    <main className="lone-page" aria-busy={session.isPending}>
      <h1 className="unseen">{t('office.name')}</h1>
      {session.isPending ? (
        <p className="soft">{t('app.loading')}</p>
      ) : (
        <FailurePanel error={session.error} retry={() => void session.refetch()} />
      )}
    </main>
  )
}

function OpenOffice({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  useArrival()
  return (
    <OfficeAccount value={account}>
      <div className="office">
        <a className="skip-link" href="#office-page">
          {t('office.skip')}
        </a>
        <OfficeHeader account={account} />
        <div className="office-columns">
          <OfficeNavigation role={account.role} />
          <main className="office-page" id="office-page" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <SessionEnded account={account} />
    </OfficeAccount>
  )
}

/** Whoever goes to another page hears its name: the focus moves to the heading. A first page is the browser's matter. */
function useArrival(): void {
  const path = useRouterState({ select: ({ resolvedLocation, location }) => (resolvedLocation ?? location).pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    document.getElementById(HEADING_ID)?.focus()
  }, [path])
}
