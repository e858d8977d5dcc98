import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Import } from '#contract/imports'
import { importRoutes } from '#contract/routes'
import { download } from '../../../shared/api/files.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import { FailureText } from '../../failure.tsx'
import { AskDialog } from '../form/ask-dialog.tsx'
import { applyImport, cancelImport } from './import-queries.ts'
import { UndoButton } from './undo-button.tsx'

interface Props {
  readonly job: Import
  readonly again: () => void
}

/** What can be done with a file at its stage. */
export function ImportActions({ job, again }: Props) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const act = async (doing: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailure(null)
    await doing().catch(setFailure)
    setBusy(false)
  }
  const isOver = job.stage === 'done' || job.stage === 'cancelled'
  const isEnded = isOver || job.stage === 'failed' || job.stage === 'undone'
  return (
    <div className="import-actions">
      {job.stage === 'checked' ? (
        <ApplyChoice job={job} busy={busy} apply={(leaveOut) => void act(() => applyImport(job.id, leaveOut))} />
      ) : null}
      {job.kind === 'devices' && isOver && job.added > 0 ? <Secrets importId={job.id} /> : null}
      {isEnded || job.badRows > 0 ? <Button onClick={again}>{t('imports.again')}</Button> : null}
      {job.canUndo && job.kind !== 'areas' ? <UndoButton id={job.id} kind={job.kind} rows={job.added} /> : null}
      {isEnded || job.stage === 'undoing' ? null : (
        <StopButton job={job} stop={() => act(() => cancelImport(job.id))} />
      )}
      <FailureText error={failure} />
    </div>
  )
}

/** They are given out once; afterwards there is nothing to be had. */
function Secrets({ importId }: { readonly importId: string }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const isGone = failure instanceof Refusal && failure.code === 'not_found'
  const fetchThem = (): Promise<void> =>
    download(importRoutes.secrets, { params: { id: importId } }).then(() => setFailure(null), setFailure)
  return (
    <>
      <p className="soft">{t('imports.secretsLead')}</p>
      <Button type="primary" onClick={() => void fetchThem()}>
        {t('imports.secrets')}
      </Button>
      {isGone ? <p role="status">{t('imports.secretsGone')}</p> : <FailureText error={failure} />}
    </>
  )
}

interface ChoiceProps {
  readonly job: Import
  readonly busy: boolean
  readonly apply: (leaveOutBadRows: boolean) => void
}

/** Bad rows are left out only by whoever says so. */
function ApplyChoice({ job, busy, apply }: ChoiceProps) {
  const { t } = useTranslation()
  const [leavesOut, setLeavesOut] = useState(false)
  const good = job.rows - job.badRows
  if (good <= 0) return null
  const hasBad = job.badRows > 0
  return (
    <>
      {hasBad ? (
        <Checkbox checked={leavesOut} onChange={(event) => setLeavesOut(event.target.checked)}>
          {t('imports.leaveOut', { bad: job.badRows })}
        </Checkbox>
      ) : null}
      <Button type="primary" loading={busy} disabled={hasBad && !leavesOut} onClick={() => apply(leavesOut)}>
        {t('imports.apply', { rows: good })}
      </Button>
    </>
  )
}

function StopButton({ job, stop }: { readonly job: Import; readonly stop: () => Promise<void> }) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  const word = job.stage === 'applying' ? t('imports.stop') : t('imports.giveUp')
  // Nothing has been changed so far: no question is worth asking.
  const press = (): void => (job.stage === 'applying' ? setAsks(true) : void stop())
  return (
    <>
      <Button onClick={press}>{word}</Button>
      {asks ? (
        <AskDialog
          title={t('imports.stopAsk')}
          lead={t('imports.stopLead')}
          submit={t('imports.stop')}
          error={null}
          busy={false}
          yes={() => void stop().then(() => setAsks(false))}
          close={() => setAsks(false)}
        />
      ) : null}
    </>
  )
}
