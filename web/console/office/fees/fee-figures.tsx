import type { TableColumnsType } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeeFigures, FeeKind, FeeStatement, Payer } from '#contract/fees'
import { Facts } from '../frame/facts.tsx'
import { Panel } from '../frame/page.tsx'
import { Rows } from '../list/office-list.tsx'
import { type FeeRow, paidBy, rowsOf } from './rows.ts'
import { yuanOf } from './yuan.ts'

/** The library that draws is larger than the whole office: only who looks at figures waits for it. */
const FeeChart = lazy(async () => ({ default: (await import('./fee-chart.tsx')).FeeChart }))

/** The sum, a drawing of it by area, and the same as a table, which is what counts. */
export function FeeFiguresPanel({ statement }: { readonly statement: FeeStatement }) {
  const { t } = useTranslation()
  const { items, total } = statement
  if (items.length === 0) return <NoFigures />
  return (
    <>
      <Panel title={t('fees.sum')}>
        <Facts
          facts={[
            { label: t('fees.units'), value: total.units },
            { label: t('fees.payers.government'), value: t('fees.yuan', { sum: yuanOf(paidBy(total, 'government')) }) },
            { label: t('fees.payers.resident'), value: t('fees.yuan', { sum: yuanOf(paidBy(total, 'resident')) }) },
          ]}
        />
        <Doubts figures={total} />
      </Panel>
      <section className="panel screen-only fee-chart" aria-label={t('fees.chart')}>
        <Suspense fallback={<p className="soft">{t('app.loading')}</p>}>
          <FeeChart statement={statement} />
        </Suspense>
      </section>
      <FeeTable statement={statement} />
    </>
  )
}

function NoFigures() {
  const { t } = useTranslation()
  return (
    <section className="panel quiet-state" role="status">
      <p className="quiet-title">{t('fees.none')}</p>
      <p>{t('fees.noneLead')}</p>
    </section>
  )
}

/** What makes the sums doubtful, in words of what is to be done about it. */
function Doubts({ figures: { unknownAge, withoutRule } }: { readonly figures: FeeFigures }) {
  const { t } = useTranslation()
  return (
    <>
      {unknownAge === 0 ? null : <p className="fee-doubt">{t('fees.unknownAge', { count: unknownAge })}</p>}
      {withoutRule === 0 ? null : <p className="fee-doubt">{t('fees.withoutRule', { count: withoutRule })}</p>}
    </>
  )
}

function FeeTable({ statement }: { readonly statement: FeeStatement }) {
  const { t } = useTranslation()
  const columns = useColumns()
  const label = t('fees.table', { month: statement.month })
  return (
    <section className="panel office-list fee-table" aria-label={label}>
      <Rows
        label={label}
        items={rowsOf(statement, t('fees.all'))}
        rowKey={({ areaId }) => areaId ?? 'all'}
        columns={columns}
      />
    </section>
  )
}

function useColumns(): TableColumnsType<FeeRow> {
  const { t } = useTranslation()
  const fee = (payer: Payer, kind: FeeKind) => ({
    title: t('fees.paid', { payer: t(`fees.payers.${payer}`), what: t(`fees.kinds.${kind}`) }),
    key: `${payer} ${kind}`,
    align: 'right' as const,
    render: (_: unknown, { figures }: FeeRow) => <Amount {...figures[kind][payer]} />,
  })
  return [
    { title: t('fees.area'), key: 'area', render: (_, row) => <AreaName row={row} /> },
    { title: t('fees.units'), key: 'units', align: 'right', render: (_, { figures }) => figures.units },
    fee('government', 'joining'),
    fee('government', 'service'),
    fee('resident', 'joining'),
    fee('resident', 'service'),
    {
      title: t('fees.both'),
      key: 'both',
      align: 'right',
      render: (_, { figures }) => (
        <strong>{yuanOf(paidBy(figures, 'government') + paidBy(figures, 'resident'))}</strong>
      ),
    },
  ]
}

function AreaName({ row: { areaId, code, name } }: { readonly row: FeeRow }) {
  if (areaId === null) return <strong>{name}</strong>
  return (
    <>
      {name} <span className="faint">{code}</span>
    </>
  )
}

/** Yuan, and below them for how many units. */
function Amount({ units, fen }: { readonly units: number; readonly fen: number }) {
  const { t } = useTranslation()
  if (units === 0) return <span className="faint">0</span>
  return (
    <>
      {yuanOf(fen)} <span className="faint fee-units">{t('fees.count', { count: units })}</span>
    </>
  )
}
