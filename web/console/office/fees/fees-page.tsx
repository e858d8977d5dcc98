import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeeStatement } from '#contract/fees'
import { FILE_FORMATS, type FileFormat } from '#contract/imports'
import { feeRoutes } from '#contract/routes'
import { download } from '../../../shared/api/files.ts'
import { useRead } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { Page } from '../frame/page.tsx'
import { today } from '../frame/when.ts'
import { FeeFiguresPanel } from './fee-figures.tsx'
import { FeeFilterLine } from './fee-filter.tsx'
import { FeeRulesPanel } from './fee-rules.tsx'
import { lastFullMonth } from './months.ts'
import '../../styles/fees.css'
import '../../styles/files.css'
import '../../styles/print.css'

const route = getRouteApi('/office/fees')

/** What units cost in a month, area by area, and who pays for them. */
export function FeesPage() {
  const { t } = useTranslation()
  const { month = lastFullMonth(today()), area } = route.useSearch()
  const query = { month, ...(area !== undefined && { area }) }
  const statement = useRead(feeRoutes.statement, { query }, { keep: true })
  return (
    <Page
      title={t('office.section.fees')}
      lead={t('fees.lead', { month })}
      actions={<TakeAlong query={query} empty={isEmpty(statement.data)} />}
    >
      <FeeFilterLine month={month} area={area ?? ''} />
      <Loaded query={statement}>{(known) => <FeeFiguresPanel statement={known} />}</Loaded>
      <FeeRulesPanel />
    </Page>
  )
}

const isEmpty = (statement: FeeStatement | undefined): boolean => (statement?.items.length ?? 0) === 0

interface TakeProps {
  readonly query: { readonly month: string; readonly area?: string }
  readonly empty: boolean
}

/** The figures as a file or on paper; of nothing there is neither. */
function TakeAlong({ query, empty }: TakeProps) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState<FileFormat | null>(null)
  const take = async (format: FileFormat): Promise<void> => {
    setBusy(format)
    setFailure(null)
    await download(feeRoutes.file, { query: { ...query, format } }).catch(setFailure)
    setBusy(null)
  }
  return (
    <>
      <FailureText error={failure} />
      {FILE_FORMATS.map((format) => (
        <Button key={format} disabled={empty} loading={busy === format} onClick={() => void take(format)}>
          {t('fees.file', { format: t(`imports.formats.${format}`) })}
        </Button>
      ))}
      <Button disabled={empty} onClick={() => window.print()}>
        {t('erasure.print')}
      </Button>
    </>
  )
}
