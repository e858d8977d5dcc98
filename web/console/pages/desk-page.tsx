import { Navigate, Outlet } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { Announcer } from '../attention/announcer.tsx'
import { Handovers } from '../attention/handovers.tsx'
import { Notifications } from '../attention/notifications.tsx'
import { Tab } from '../attention/tab.tsx'
import { ConnectionBar } from '../connection/connection-bar.tsx'
import { DeskContext } from '../desk-context.ts'
import { DutyDialog } from '../duty/duty-dialog.tsx'
import { FailurePanel } from '../failure.tsx'
import { Header } from '../header/header.tsx'
import { FootBar } from '../keys/foot-bar.tsx'
import { HelpDialog } from '../keys/help-dialog.tsx'
import { useLiveDesk } from '../live/use-live-desk.ts'
import { Notices } from '../notice/notices.tsx'
import { sectionsOf } from '../office/sections.ts'
import { QueuePanel } from '../queue/queue-panel.tsx'
import { NoPermission } from '../session/no-permission.tsx'
import { useDeskAccess, useSession } from '../session/session.ts'
import { SessionEnded } from '../session/session-ended.tsx'
import '../styles/desk.css'
import '../styles/header.css'
import '../styles/queue.css'
import '../styles/call.css'

/** Finds out who works here, then opens the desk. */
export function DeskPage() {
  const { t } = useTranslation()
  const session = useSession()
  if (session.isPending) {
    return (
      <main className="lone-page" aria-busy="true">
        <h1 className="unseen">{t('app.name')}</h1>
        <p className="soft">{t('app.loading')}</p>
      </main>
    )
  }
  if (session.isError) {
    return (
      <main className="lone-page">
        <h1 className="unseen">{t('app.name')}</h1>
        <FailurePanel error={session.error} retry={() => void session.refetch()} />
      </main>
    )
  }
  return session.data ? <Admitted key={session.data.id} account={session.data} /> : <Navigate to="/login" />
}

/** Whether this role may see calls is the server's to say; until it says no, the desk opens. Others go to the office. */
function Admitted({ account }: { readonly account: Account }) {
  const access = useDeskAccess()
  if (access === 'open') return <OpenDesk account={account} />
  return sectionsOf(account.role).length > 0 ? <Navigate to="/office" replace /> : <NoPermission account={account} />
}

function OpenDesk({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  const send = useLiveDesk(account)
  const desk = useMemo(() => ({ account, send }), [account, send])
  return (
    <DeskContext value={desk}>
      <div className="desk">
        <a className="skip-link" href="#current-call">
          {t('app.skip')}
        </a>
        <Header />
        <ConnectionBar />
        <div className="columns">
          <QueuePanel />
          <Outlet />
        </div>
        <FootBar />
      </div>
      <Notices />
      <Announcer />
      <Handovers />
      <Tab />
      <Notifications />
      <DutyDialog />
      <HelpDialog />
      <SessionEnded account={account} />
    </DeskContext>
  )
}
