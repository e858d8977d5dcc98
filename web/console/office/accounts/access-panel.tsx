import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedAccount } from '#contract/accounts'
import { accountRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { Panel } from '../frame/page.tsx'

const DONE = { signOut: 'account.signedOut', resetFactor: 'account.factorReset' } as const
type Step = keyof typeof DONE

/** What an administrator does about how somebody else comes in; each asks first. */
export function AccessPanel({ account }: { readonly account: ListedAccount }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Step | null>(null)
  const [done, setDone] = useState<Step | null>(null)
  const finished = (step: Step) => (): void => {
    setAsking(null)
    setDone(step)
  }
  return (
    <Panel title={t('account.access')}>
      <div className="button-line">
        <Button onClick={() => setAsking('signOut')}>{t('account.signOut')}</Button>
        {account.hasSecondFactor ? (
          <Button onClick={() => setAsking('resetFactor')}>{t('account.resetFactor')}</Button>
        ) : null}
      </div>
      <p role="status">{done ? t(DONE[done]) : ''}</p>
      {asking ? (
        <StepDialog step={asking} accountId={account.id} close={() => setAsking(null)} done={finished(asking)} />
      ) : null}
    </Panel>
  )
}

interface DialogProps {
  readonly step: Step
  readonly accountId: string
  readonly close: () => void
  readonly done: () => void
}

function StepDialog({ step, accountId, close, done }: DialogProps) {
  const { t } = useTranslation()
  const act = useWrite(accountRoutes[step], [accountRoutes.list])
  return (
    <AskDialog
      title={t(`account.${step}`)}
      lead={t(`account.${step}Lead`)}
      submit={t(`account.${step}`)}
      error={act.error}
      busy={act.isPending}
      yes={() => act.mutate({ params: { id: accountId } }, { onSuccess: done })}
      close={close}
    />
  )
}
