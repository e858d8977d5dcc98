import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErasureReport } from '#contract/erasure'
import type { FullResident } from '#contract/residents'
import { residentRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { HistoryPanel } from '../file/history-panel.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { useMayKeep, useOfficeAccount } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { ConsentsPanel } from '../privacy/consents-panel.tsx'
import { ErasedPanels } from '../privacy/erased-panels.tsx'
import { ErasureDialog } from '../privacy/erasure-dialog.tsx'
import { ErasureReportPanels } from '../privacy/erasure-report.tsx'
import { HoldsPanel } from '../privacy/holds-panel.tsx'
import { CapabilityPanel } from './capability-panel.tsx'
import { CategoriesPanel } from './categories-panel.tsx'
import { fieldWord } from './fields.ts'
import { GuardianPanel } from './guardian-panel.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { PhotoPanel } from './photo-panel.tsx'
import { PrivatePanel } from './private-panel.tsx'
import { SectionPanel } from './section-panel.tsx'
import { useResident } from './use-resident.ts'
import '../../styles/files.css'

const route = getRouteApi('/office/residents/$residentId')

/** The file of one resident, or the report of its erasure. */
export function ResidentPage() {
  const { t } = useTranslation()
  const { residentId } = route.useParams()
  const [erased, setErased] = useState<ErasureReport | null>(null)
  if (erased?.residentId !== residentId) return <KnownResident key={residentId} id={residentId} erased={setErased} />
  return (
    <Page title={t('erasure.done')}>
      <ErasureReportPanels report={erased} />
    </Page>
  )
}

interface KnownProps {
  readonly id: string
  readonly erased: (report: ErasureReport) => void
}

function KnownResident({ id, erased }: KnownProps) {
  const { t } = useTranslation()
  const resident = useResident(id)
  const mayKeep = useMayKeep()
  const { data } = resident
  if (data?.erased) {
    return (
      <Page title={t('erasure.done')}>
        <ErasedPanels resident={data} erased={data.erased} />
      </Page>
    )
  }
  return (
    <Page
      title={data?.name ?? t('resident.one')}
      lead={data ? <Lead resident={data} /> : null}
      actions={data ? <Actions resident={data} erased={erased} /> : null}
    >
      <Loaded query={resident}>{(known) => <File resident={known} mayKeep={mayKeep} />}</Loaded>
    </Page>
  )
}

function Lead({ resident: { sex, age, homeId } }: { readonly resident: FullResident }) {
  const { t } = useTranslation()
  const words = [t(`sex.${sex}`), age === null ? null : t('call.age', { age })]
  return (
    <>
      {words.filter((word) => word !== null).join(' · ')} ·{' '}
      <Link to="/office/homes/$homeId" params={{ homeId }}>
        {t('resident.toHome')}
      </Link>
    </>
  )
}

interface ActionsProps {
  readonly resident: FullResident
  readonly erased: (report: ErasureReport) => void
}

/** Leaving ends the services; only who has left can be erased, and only an administrator erases. */
function Actions({ resident, erased }: ActionsProps) {
  const { t } = useTranslation()
  const mayKeep = useMayKeep()
  const isAdmin = useOfficeAccount().role === 'admin'
  const [asking, setAsking] = useState<'leave' | 'erase' | null>(null)
  const close = (): void => setAsking(null)
  const stays = resident.left === null
  return (
    <>
      {isAdmin ? (
        <Link to="/office/residents/$residentId/export" params={{ residentId: resident.id }}>
          {t('personExport.title')}
        </Link>
      ) : null}
      {mayKeep && stays ? <Button onClick={() => setAsking('leave')}>{t('resident.leave')}</Button> : null}
      {isAdmin && !stays ? (
        <Button danger onClick={() => setAsking('erase')}>
          {t('erasure.button')}
        </Button>
      ) : null}
      {asking === 'leave' ? <LeaveDialog resident={resident} close={close} /> : null}
      {asking === 'erase' ? <ErasureDialog resident={resident} done={erased} close={close} /> : null}
    </>
  )
}

function File({ resident, mayKeep }: { readonly resident: FullResident; readonly mayKeep: boolean }) {
  const { t } = useTranslation()
  const history = useRead(residentRoutes.history, { params: { id: resident.id } })
  const editable = mayKeep && resident.left === null
  const props = { resident, editable }
  return (
    <>
      {resident.left ? (
        <p className="notice-line">
          {t('resident.leftAt', { at: whenSeen(resident.left.at), why: t(`resident.leavings.${resident.left.why}`) })}
        </p>
      ) : null}
      <SectionPanel section="identity" {...props} />
      <PhotoPanel {...props} />
      <PrivatePanel {...props} />
      <SectionPanel section="health" {...props} />
      <CategoriesPanel {...props} />
      <CapabilityPanel {...props} />
      <SectionPanel section="senses" {...props} />
      <SectionPanel section="care" {...props} />
      <GuardianPanel {...props} />
      <HoldsPanel {...props} />
      <ConsentsPanel {...props} />
      <HistoryPanel history={history} wordOf={(field) => fieldWord(field, t)} />
    </>
  )
}
