import { useNavigate } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { whoOf } from '../call/who.ts'
import { closeDialog } from '../dialogs.ts'
import { FailureText } from '../failure.tsx'
import { KeyCaps } from '../keys/key-caps.tsx'
import { say } from '../notice/notice-store.ts'
import { focusRow } from '../queue/row-focus.ts'
import { type Answers, closeWith, missing, resolveWith, wholeOutcome } from './finishing.ts'
import { Questions } from './questions.tsx'

/** How it ended. Closing needs every answer; what may be missing is the server's to say, so it is asked. */
export function OutcomeDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const submit = useRef<HTMLButtonElement>(null)
  const [answers, setAnswers] = useState<Answers>(() => answersOf(call))
  const finish = useFinish(call, answers)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void finish.close()
  }
  return (
    <Modal
      open
      title={`${t('outcome.title')} · ${whoOf(call, t)} ${call.number}`}
      footer={null}
      onCancel={closeDialog}
      rootClassName="beside-queue"
      width={880}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter is heard from whichever field has the focus. */}
      <div onKeyDown={onKeyDown}>
        <WaitingStrip />
        <p className="faint choice-lead">{t('outcome.digits')}</p>
        <Questions call={call} answers={answers} change={setAnswers} last={() => submit.current?.focus()} />
        <FailureText error={finish.failure} />
        <div className="dialog-buttons outcome-buttons">
          <span className="soft grow">{finish.gaps}</span>
          <Button onClick={() => void finish.resolve()}>{t('outcome.resolveOnly')}</Button>
          <Button ref={submit} type="primary" loading={finish.busy} onClick={() => void finish.close()}>
            {t('outcome.close')} <KeyCaps caps={['Ctrl', 'Enter']} />
          </Button>
        </div>
      </div>
    </Modal>
  )
}

function answersOf(call: Call): Answers {
  const only = call.home?.residents.length === 1 ? call.home.residents[0] : undefined
  return {
    cause: call.cause ?? undefined,
    result: call.result ?? undefined,
    seenBy: call.seenBy ?? undefined,
    // Where one person lives, there is no question whom it concerns.
    concerns: call.concerns ?? only?.id ?? (call.cause ? null : undefined),
  }
}

interface Finish {
  readonly busy: boolean
  readonly failure: unknown
  /** What still has to be chosen, in words; empty until somebody tries to finish. */
  readonly gaps: string
  close(): Promise<void>
  resolve(): Promise<void>
}

function useFinish(call: Call, answers: Answers): Finish {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [tried, setTried] = useState(false)
  const gaps = missing(answers).map((question) => t(`outcome.${question}`))
  const run = async (act: typeof closeWith, after: () => void): Promise<void> => {
    setTried(true)
    const outcome = wholeOutcome(answers)
    if (!outcome || busy) return
    setBusy(true)
    setFailure(null)
    try {
      await act(call.id, outcome)
      closeDialog()
      after()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  const backToQueue = (): void => {
    say({ kind: 'calm', key: 'outcome.closed', values: { number: call.number } })
    void navigate({ to: '/' }).then(() => focusRow(0))
  }
  return {
    busy,
    failure,
    gaps: tried && gaps.length > 0 ? t('outcome.incomplete', { missing: gaps.join('、') }) : '',
    close: () => run(closeWith, backToQueue),
    resolve: () => run(resolveWith, () => say({ kind: 'calm', key: 'outcome.resolved' })),
  }
}
