import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDesk } from '../desk-context.ts'
import { useDuty, useOnDuty } from './duty-store.ts'
import { askForTone, leaveDuty } from './going-on-duty.ts'

/** The click that unlocks the sound has to be this one: browsers allow it inside a click only. */
export function DutyButton() {
  const { t } = useTranslation()
  const { send } = useDesk()
  const onDuty = useOnDuty()
  const toneHeard = useDuty((duty) => duty.toneHeard)
  if (onDuty || toneHeard) {
    return (
      <span className="duty">
        <span className="duty-state" data-duty={onDuty ? 'on' : 'asked'}>
          {onDuty ? t('duty.on') : t('duty.goOn')}
        </span>
        {/* Two buttons and not one: a focus that stays would turn the next Space into going off duty. */}
        <Button key="leave" onClick={() => leaveDuty(send)}>
          {t('duty.goOff')}
        </Button>
      </span>
    )
  }
  return (
    <span className="duty">
      <span className="duty-state off" data-duty="off">
        {t('duty.off')}
      </span>
      <Button key="enter" type="primary" onClick={() => void askForTone()}>
        {t('duty.goOn')}
      </Button>
    </span>
  )
}
