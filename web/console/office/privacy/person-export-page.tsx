import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PersonExport } from '#contract/person-export'
import { privacyRoutes } from '#contract/routes'
import { keep } from '../../../shared/api/files.ts'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { useOfficeAccount } from '../frame/office-account.ts'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { ExportedRow } from './exported-row.tsx'
import { tableWord } from './table-word.ts'
import '../../styles/print.css'

const route = getRouteApi('/office/residents/$residentId/export')

/** Everything kept about one person, to print or to take along. Made only when it is asked for: each time is written down. */
export function PersonExportPage() {
  const { t } = useTranslation()
  const { residentId } = route.useParams()
  const make = useWrite(privacyRoutes.export, [])
  const made = make.data
  return (
    <Page
      title={made ? t('personExport.heading', { name: nameIn(made) }) : t('personExport.title')}
      lead={
        <Link to="/office/residents/$residentId" params={{ residentId }} className="screen-only">
          {t('resident.one')}
        </Link>
      }
      actions={made ? <Takings made={made} /> : null}
    >
      {made ? (
        <Sheet made={made} />
      ) : (
        <Panel title={t('personExport.title')}>
          <p>{t('personExport.lead')}</p>
          <Button type="primary" loading={make.isPending} onClick={() => make.mutate({ params: { id: residentId } })}>
            {t('personExport.make')}
          </Button>
          <FailureText error={make.error} />
        </Panel>
      )}
    </Page>
  )
}

function nameIn({ sections }: PersonExport): string {
  return String(sections.find(({ table }) => table === 'residents')?.rows[0]?.name ?? '')
}

function Takings({ made }: { readonly made: PersonExport }) {
  const { t } = useTranslation()
  const save = (): void => {
    const file = new Blob([JSON.stringify(made, null, 2)], { type: 'application/json' })
    keep(file, `${made.madeAt.slice(0, 10)}.json`)
  }
  return (
    <>
      <Button onClick={save}>{t('personExport.download')}</Button>
      <Button type="primary" onClick={() => window.print()}>
        {t('erasure.print')}
      </Button>
    </>
  )
}

function Sheet({ made: { madeAt, sections } }: { readonly made: PersonExport }) {
  const { t } = useTranslation()
  const { name } = useOfficeAccount()
  const madeBy = t('personExport.madeBy', { at: whenSeen(madeAt), who: name })
  return (
    <>
      <div className="print-mark" data-mark={madeBy} aria-hidden="true" />
      <p className="notice-line" role="status">
        {madeBy} · {t('personExport.idsOnly')}
      </p>
      {sections.map(({ table, rows }) => (
        <Panel key={table} title={tableWord(table, t)}>
          {rows.length === 0 ? <p className="faint">{t('personExport.nothing')}</p> : null}
          {rows.map((row, n) => (
            // Rows of a table have no order but this one.
            <ExportedRow key={`${table}${String(row.id ?? n)}`} table={table} row={row} />
          ))}
        </Panel>
      ))}
    </>
  )
}
