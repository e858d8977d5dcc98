import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Import, ImportStage } from '#contract/imports'
import { isMoving } from './import-queries.ts'

/** How far a file is: in words, and as a bar while it moves. */
export function ImportProgress({ job }: { readonly job: Import }) {
  const { t } = useTranslation()
  const { done, of } = dealtWith(job)
  const showsBar = isMoving(job) || WITH_SHARE.includes(job.stage)
  // How long a file is, is known only once it has been read.
  const value = job.stage === 'reading' ? {} : { value: of === 0 ? 1 : done, max: Math.max(of, 1) }
  return (
    <div className="import-progress">
      <p role="status">
        <StageMark stage={job.stage} /> {wordsOf(job, t)}
      </p>
      {showsBar ? <progress aria-label={t('imports.progress')} {...value} /> : null}
      {WITH_SHARE.includes(job.stage) ? (
        <span className="faint">{Math.round(of === 0 ? 100 : (100 * done) / of)} %</span>
      ) : null}
    </div>
  )
}

const WITH_SHARE: readonly ImportStage[] = ['applying', 'done', 'undoing', 'undone']

/** Rows dealt with, and of how many: an undo goes over those that were taken in. */
function dealtWith({ stage, rows, added, skipped, undone, kept }: Import): { done: number; of: number } {
  const isBack = stage === 'undoing' || stage === 'undone'
  return isBack ? { done: undone + kept, of: added } : { done: added + skipped, of: rows }
}

function wordsOf({ stage, rows, badRows, added, skipped, undone, kept }: Import, t: TFunction): string {
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
    case 'undoing':
      return t('imports.undoingLead', { done: undone + kept, rows: added })
    case 'undone':
      return t('imports.undoneLead', { undone, kept })
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
