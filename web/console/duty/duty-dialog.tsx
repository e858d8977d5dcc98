import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { useDesk } from '../desk-context.ts'
import { audioState } from '../sound/speaker.ts'
import { useDuty } from './duty-store.ts'
import { askForTone, confirmTone } from './going-on-duty.ts'

const stop = (): void => useDuty.setState({ step: 'none' })

/** The button that opened the dialog is gone once somebody is on duty: on to the call, where Space takes the next one. */
function settleFocus(): void {
  if (document.activeElement === document.body) document.getElementById('current-call')?.focus({ preventScroll: true })
}

/** Asks whether the tone was heard, or says why nobody can go on duty here. */
export function DutyDialog() {
  const { t } = useTranslation()
  const step = useDuty((duty) => duty.step)
  const title = step === 'asking' ? t('duty.askTitle') : t('duty.blockedTitle')
  return (
    <Modal
      open={step !== 'none'}
      title={title}
      footer={null}
      onCancel={stop}
      afterClose={settleFocus}
      rootClassName="beside-queue"
      width={480}
    >
      <WaitingStrip />
      {step === 'asking' ? <AskTone /> : <CannotSound silent={step === 'silent'} />}
    </Modal>
  )
}

function AskTone() {
  const { t } = useTranslation()
  const { send } = useDesk()
  return (
    <>
      <p>{t('duty.askLead')}</p>
      <div className="dialog-buttons">
        <Button onClick={() => useDuty.setState({ step: 'silent' })}>{t('duty.notHeard')}</Button>
        <Button onClick={() => void askForTone()}>{t('duty.again')}</Button>
        <Button type="primary" autoFocus onClick={() => confirmTone(send)}>
          {t('duty.heard')}
        </Button>
      </div>
    </>
  )
}

function CannotSound({ silent }: { readonly silent: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{silent ? t('duty.silent') : t('duty.blocked', { state: t(`audio.${audioState()}`) })}</p>
      <div className="dialog-buttons">
        <Button onClick={stop}>{t('app.close')}</Button>
        <Button type="primary" autoFocus onClick={() => void askForTone()}>
          {t('app.retry')}
        </Button>
      </div>
    </>
  )
}
