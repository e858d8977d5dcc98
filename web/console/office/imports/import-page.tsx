import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '#contract/imports'
import { Loaded } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Findings } from './findings.tsx'
import { ImportActions } from './import-actions.tsx'
import { ImportProgress } from './import-progress.tsx'
import { useImport } from './import-queries.ts'
import { KeptRows } from './kept-rows.tsx'
import '../../styles/imports.css'

const route = getRouteApi('/office/imports/$importId')

/** One file: how far it is, what was found in it, and what to do about it. */
export function ImportPage() {
  const { t } = useTranslation()
  const { importId } = route.useParams()
  const job = useImport(importId)
  const what = job.data ? t(`imports.short.${job.data.kind}`) : ''
  const title = job.data ? t('imports.one', { what, at: whenSeen(job.data.startedAt) }) : t('office.section.imports')
  return (
    <Page title={title} lead={<Link to="/office/imports">{t('imports.back')}</Link>}>
      <Loaded query={job}>{(data) => <OneImport job={data} />}</Loaded>
    </Page>
  )
}

function OneImport({ job }: { readonly job: Import }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <>
      <Panel title={t('imports.stageColumn')}>
        <ImportProgress job={job} />
        <ImportActions job={job} again={() => void navigate({ to: '/office/imports' })} />
      </Panel>
      {job.stage === 'undone' && job.kept > 0 ? <KeptRows importId={job.id} /> : null}
      <Findings importId={job.id} isRead={job.stage !== 'reading'} />
    </>
  )
}
