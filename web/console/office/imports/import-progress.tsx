import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import, ImportStage } from '#contract/imports'
import { isMoving } from './import-queries.ts'

/** How far a file is: in words, and as a bar while it moves. */
export function ImportProgress({ job }: { readonly job: Import }) {
  const { t } = useTranslation()
  const done = job.added + job.skipped
  const showsBar = isMoving(job) || job.stage === 'done'
  // How long a file is, is known only once it has been read.
  const value = job.stage === 'reading' ? {} : { value: job.rows === 0 ? 1 : done, max: Math.max(job.rows, 1) }
  return (
    <div className="import-progress">
      <p role="status">
        <StageMark stage={job.stage} /> {wordsOf(job, t)}
      </p>
      {showsBar ? <progress aria-label={t('imports.progress')} {...value} /> : null}
      {job.stage === 'applying' || job.stage === 'done' ? (
        <span className="faint">{Math.round(job.rows === 0 ? 100 : (100 * done) / job.rows)} %</span>
      ) : null}
    </div>
  )
}

function wordsOf({ stage, rows, badRows, added, skipped }: Import, t: TFunction): string {
  switch (stage) {
    case 'reading':
      return t('imports.readingLead', { rows })
    case 'applying':
      return t('imports.applyingLead', { done: added + skipped, rows })
    case 'done':
      return t('imports.doneLead', { added, skipped })
    case 'cancelled':
      return t('imports.cancelledLead', { added })
    case 'failed':
      return t('imports.failedLead')
    case 'checked':
      return checkedWords(rows, badRows, t)
  }
}

function checkedWords(rows: number, bad: number, t: TFunction): string {
  if (bad >= rows) return t('imports.checkedNone')
  return bad === 0 ? t('imports.checkedClean', { rows }) : t('imports.checkedBad', { rows, bad })
}

export function StageMark({ stage }: { readonly stage: ImportStage }) {
  const { t } = useTranslation()
  return <strong className={`stage-mark stage-${stage}`}>{t(`imports.stages.${stage}`)}</strong>
}
