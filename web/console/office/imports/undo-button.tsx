import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TableKind } from '#contract/imports'
import { AskDialog } from '../form/ask-dialog.tsx'
import { undoImport } from './import-queries.ts'

interface Props {
  readonly id: string
  readonly kind: Exclude<TableKind, 'areas'>
  readonly rows: number
}

/** Takes a whole import back; it says first how many people, or devices, that is about. */
export function UndoButton({ id, kind, rows }: Props) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  const [failure, setFailure] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const undo = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    await undoImport(id).catch(setFailure)
    setBusy(false)
  }
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t('imports.undo')}</Button>
      {asks ? (
        <AskDialog
          title={t('imports.undoAsk')}
          lead={t(`imports.undoLead.${kind}`, { rows })}
          submit={t('imports.undo')}
          grave
          error={failure}
          busy={busy}
          yes={() => void undo()}
          close={() => setAsks(false)}
        />
      ) : null}
    </>
  )
}
