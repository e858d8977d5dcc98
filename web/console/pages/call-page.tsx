import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { CallHead } from '../call/call-head.tsx'
import { Hints } from '../call/hints.tsx'
import { Milestones } from '../call/milestones.tsx'
import { OutcomeLine } from '../call/outcome-line.tsx'
import { Residents } from '../call/residents.tsx'
import { type CallDetails, useCallDetails, useNewestCall } from '../call/use-call-details.ts'
import { ContactsPanel } from '../contacts/contacts-panel.tsx'
import { isMove, useDialogs } from '../dialogs.ts'
import { FailurePanel } from '../failure.tsx'
import { NoteComposer } from '../note/note-composer.tsx'
import { Timeline } from '../timeline/timeline.tsx'

const route = getRouteApi('/desk/calls/$callId')
const OutcomeDialog = lazy(async () => ({ default: (await import('../outcome/outcome-dialog.tsx')).OutcomeDialog }))
const MoveDialogs = lazy(async () => ({ default: (await import('../moves/move-dialogs.tsx')).MoveDialogs }))
const ReopenDialog = lazy(async () => ({ default: (await import('../outcome/reopen-dialog.tsx')).ReopenDialog }))

/** Middle and right column: the call being worked on, and who can help. */
export function CallPage() {
  const { callId } = route.useParams()
  const details = useCallDetails(callId)
  // A failed refresh keeps what is on the screen: nobody loses a half-written note to a lost packet.
  if (details.data) return <OpenCall key={callId} details={details.data} />
  if (details.isPending) return <CallSkeleton />
  return (
    <CallFrame>
      <FailurePanel error={details.error} retry={() => void details.refetch()} />
    </CallFrame>
  )
}

function OpenCall({ details }: { readonly details: CallDetails }) {
  const call = useNewestCall(details.call)
  const open = useDialogs((dialogs) => dialogs.open)
  return (
    <>
      <CallFrame>
        <CallHead call={call} />
        <OutcomeLine call={call} />
        <Hints call={call} />
        <Residents call={call} card={details.card} />
        <Milestones call={call} />
        <NoteComposer callId={call.id} />
        <Timeline details={details} />
      </CallFrame>
      <ContactsPanel call={call} card={details.card} />
      <Suspense>
        {open === 'outcome' ? <OutcomeDialog call={call} /> : null}
        {open === 'reopen' ? <ReopenDialog call={call} /> : null}
        {isMove(open) ? <MoveDialogs call={call} open={open} /> : null}
      </Suspense>
    </>
  )
}

function CallFrame({ children }: { readonly children: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <main className="call-panel" id="current-call" tabIndex={-1} aria-label={t('call.region')}>
      {children}
    </main>
  )
}

function CallSkeleton() {
  const { t } = useTranslation()
  return (
    <main className="call-panel" id="current-call" aria-label={t('call.region')} aria-busy="true">
      <span className="unseen">{t('app.loading')}</span>
      <div aria-hidden="true">
        <Skeleton active title={{ width: '40%' }} paragraph={{ rows: 3 }} />
        <Skeleton active title={{ width: '30%' }} paragraph={{ rows: 6 }} />
      </div>
    </main>
  )
}
