import type { TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Retention } from '#contract/retention'
import { privacyRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Facts } from '../frame/facts.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'

type RetentionRow = Retention['classes'][number] & { readonly gone: number | null; readonly kept: number | null }

/** How long what is kept and who asks for it; what the last night took, and when the next one comes. */
export function RetentionPage() {
  const { t } = useTranslation()
  const retention = useRead(privacyRoutes.retention, {})
  const columns = useColumns()
  const name = t('office.section.retention')
  return (
    <Page title={name} lead={t('retention.lead')}>
      <Loaded query={retention}>
        {(known) => (
          <>
            <Nights of={known} />
            <section className="panel office-list" aria-label={name}>
              <Rows
                label={name}
                items={rowsOf(known)}
                rowKey={({ name: key }) => key}
                columns={columns}
                empty={t('personExport.nothing')}
              />
            </section>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function rowsOf({ classes, lastRun }: Retention): RetentionRow[] {
  return classes.map((one) => {
    const counted = lastRun?.counts.find(({ name }) => name === one.name)
    return { ...one, gone: counted?.gone ?? null, kept: counted?.kept ?? null }
  })
}

function Nights({ of: { nextAt, lastRun } }: { readonly of: Retention }) {
  const { t } = useTranslation()
  const last = lastRun ? (whenSeen(lastRun.endedAt) ?? t('retention.running')) : t('retention.never')
  return (
    <Panel title={t('retention.nights')}>
      <Facts
        facts={[
          { label: t('retention.last'), value: last },
          { label: t('retention.next'), value: whenSeen(nextAt) },
        ]}
      />
    </Panel>
  )
}

function useColumns(): TableColumnsType<RetentionRow> {
  const { t } = useTranslation()
  const counted = (count: number | null): string => (count === null ? '—' : String(count))
  return [
    { title: t('retention.what'), key: 'what', render: (_, { name }) => t(`retention.classes.${name}`) },
    { title: t('retention.kept'), key: 'days', render: (_, { days }) => t('retention.days', { days }) },
    { title: t('retention.because'), key: 'because', render: (_, { because }) => t(`retention.reasons.${because}`) },
    { title: t('retention.goesBefore'), key: 'before', render: (_, { goesBefore }) => goesBefore.slice(0, 10) },
    { title: t('retention.gone'), key: 'gone', render: (_, { gone }) => counted(gone) },
    { title: t('retention.heldBack'), key: 'kept', render: (_, { kept }) => counted(kept) },
  ]
}
