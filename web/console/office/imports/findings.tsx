import { Button, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Finding } from '#contract/findings'
import { Trouble } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { useFindings } from './import-queries.ts'

const FILTERS = ['all', 'error', 'warning'] as const
type Filter = (typeof FILTERS)[number]

/** Lines drawn at once; a bad file has thousands. */
const STEP = 200

interface Props {
  readonly importId: string
  readonly isRead: boolean
}

/** What was found in a file, by row and column, with how to mend it. */
export function Findings({ importId, isRead }: Props) {
  const { t, i18n } = useTranslation()
  const [filter, setFilter] = useState<Filter>('all')
  const [room, setRoom] = useState(STEP)
  const findings = useFindings(importId, i18n.language === 'en' ? 'en' : 'zh', isRead)
  const { hasNextPage, isFetching, fetchNextPage } = findings
  const matching = (findings.data ?? []).filter(({ level }) => filter === 'all' || level === filter)
  const wantsMore = isRead && matching.length < room && hasNextPage && !isFetching
  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])

  if (findings.isError) return <Trouble error={findings.error} retry={() => void findings.refetch()} />
  const isMore = hasNextPage || matching.length > room
  return (
    <Panel title={t('imports.findings')} actions={<LevelFilter filter={filter} choose={setFilter} />}>
      {matching.length > 0 ? <FindingTable findings={matching.slice(0, room)} /> : null}
      {matching.length === 0 ? (
        <p className="soft">{isFetching ? t('imports.looking') : t('imports.findingsNone')}</p>
      ) : null}
      {isMore && matching.length > 0 ? (
        <Button className="findings-more" onClick={() => setRoom(room + STEP)} loading={isFetching}>
          {t('imports.more')}
        </Button>
      ) : null}
    </Panel>
  )
}

interface FilterProps {
  readonly filter: Filter
  readonly choose: (filter: Filter) => void
}

function LevelFilter({ filter, choose }: FilterProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      aria-label={t('imports.level')}
      optionType="button"
      value={filter}
      onChange={(event) => choose(event.target.value as Filter)}
      options={FILTERS.map((value) => ({ value, label: t(`imports.levels.${value}`) }))}
    />
  )
}

function FindingTable({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation()
  return (
    <table className="findings" aria-label={t('imports.findings')}>
      <thead>
        <tr>
          <th scope="col">{t('imports.row')}</th>
          <th scope="col">{t('imports.column')}</th>
          <th scope="col">{t('imports.levelColumn')}</th>
          <th scope="col">{t('imports.how')}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ row, column, code, level, sentence }) => (
          <tr key={`${row} ${column} ${code}`}>
            <td>{row === 0 ? t('imports.wholeFile') : row}</td>
            <td>{column ?? '—'}</td>
            <td>
              <span className={`level-mark level-${level}`}>{t(`imports.levelWords.${level}`)}</span>
            </td>
            <td>{sentence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
