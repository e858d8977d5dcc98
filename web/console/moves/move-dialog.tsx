import { Button, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { whoOf } from '../call/who.ts'
import { closeDialog } from '../dialogs.ts'
import { FailureText } from '../failure.tsx'
import { type Answer, ChoiceList } from '../outcome/choice-list.tsx'

interface Props {
  readonly call: Call
  readonly title: string
  readonly lead?: ReactNode
  readonly submit: string
  readonly questions: readonly Answer[]
  /** Null while something is unanswered. */
  readonly move: (() => Promise<void>) | null
}

/** One thing that happens to a call, by a few answers: digits choose, the last one leads to the button. */
export function MoveDialog({ call, title, lead, submit, questions, move }: Props) {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [isTried, setTried] = useState(false)
  const gaps = questions.filter(({ value }) => value === undefined).map(({ legend }) => legend)
  const go = async (): Promise<void> => {
    setTried(true)
    if (!move) return
    setBusy(true)
    setFailure(null)
    await move().then(closeDialog, setFailure)
    setBusy(false)
  }
  return (
    <Modal
      open
      title={`${title} · ${whoOf(call, t)} ${call.number}`}
      footer={null}
      onCancel={closeDialog}
      rootClassName="beside-queue"
      width={640}
    >
      <WaitingStrip />
      {lead ? <p className="soft choice-lead">{lead}</p> : null}
      <ChoiceList questions={questions} last={() => button.current?.focus()} />
      {isTried && gaps.length > 0 ? (
        <p role="status" className="soft">
          {t('outcome.incomplete', { missing: gaps.join('、') })}
        </p>
      ) : null}
      <FailureText error={failure} />
      <div className="dialog-buttons">
        <Button onClick={closeDialog}>{t('app.cancel')}</Button>
        <Button ref={button} type="primary" loading={busy} onClick={() => void go()}>
          {submit}
        </Button>
      </div>
    </Modal>
  )
}
