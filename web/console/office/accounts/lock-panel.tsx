import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListedAccount, type LockReason, NewLock } from '#contract/accounts'
import { accountRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'

/** Keeps somebody out, and lets them in again; both ask first. */
export function LockPanel({ account }: { readonly account: ListedAccount }) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState(false)
  const [done, setDone] = useState('')
  const accounts = useRead(accountRoutes.list, {}).data?.items ?? []
  const step = account.lock ? 'unlock' : 'lock'
  const close = (): void => setAsks(false)
  const finished = (): void => {
    setDone(t(`account.${step}Done`))
    close()
  }
  const dialog = { accountId: account.id, close, done: finished }
  return (
    <Panel title={t('account.lockTitle')}>
      <p className="dialog-lead soft">{standingOf(account, accounts, t)}</p>
      <div className="button-line">
        <Button danger={step === 'lock'} onClick={() => setAsks(true)}>
          {t(`account.${step}`)}
        </Button>
      </div>
      <p role="status">{done}</p>
      {asks && step === 'lock' ? <LockDialog {...dialog} /> : null}
      {asks && step === 'unlock' ? <UnlockDialog {...dialog} /> : null}
    </Panel>
  )
}

/** Whether somebody may sign in; of who may not, who said so, when and why. */
function standingOf({ lock }: ListedAccount, accounts: readonly ListedAccount[], t: TFunction): string {
  if (!lock) return t('account.stateOpen')
  const name = accounts.find(({ id }) => id === lock.by)?.name ?? lock.by
  return t('account.lockedBy', { name, at: whenSeen(lock.at), reason: t(`account.reasons.${lock.reason}`) })
}

interface DialogProps {
  readonly accountId: string
  readonly close: () => void
  readonly done: () => void
}

function LockDialog({ accountId, close, done }: DialogProps) {
  const { t } = useTranslation()
  const lock = useWrite(accountRoutes.lock, [accountRoutes.list])
  return (
    <AskDialog<NewLock>
      title={t('account.lock')}
      lead={t('account.lockLead')}
      submit={t('account.lock')}
      grave
      error={lock.error}
      busy={lock.isPending}
      yes={({ reason }) => lock.mutate({ params: { id: accountId }, body: { reason } }, { onSuccess: done })}
      close={close}
    >
      <SchemaField
        name="reason"
        label={t('account.lockWhy')}
        schema={NewLock.properties.reason}
        wordOf={(reason) => t(`account.reasons.${reason as LockReason}`)}
      />
    </AskDialog>
  )
}

function UnlockDialog({ accountId, close, done }: DialogProps) {
  const { t } = useTranslation()
  const unlock = useWrite(accountRoutes.unlock, [accountRoutes.list])
  return (
    <AskDialog
      title={t('account.unlock')}
      lead={t('account.unlockLead')}
      submit={t('account.unlock')}
      error={unlock.error}
      busy={unlock.isPending}
      yes={() => unlock.mutate({ params: { id: accountId } }, { onSuccess: done })}
      close={close}
    />
  )
}
