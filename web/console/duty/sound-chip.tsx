import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { useLeadership } from '../sound/leadership.ts'
import { audioState, onAudioState, unlockSound } from '../sound/speaker.ts'
import { soundChip, useDuty } from './duty-store.ts'

/** Whether a call would be heard here. A blocked sound offers the click that may bring it back. */
export function SoundChip() {
  const { t } = useTranslation()
  const running = useSyncExternalStore(onAudioState, audioState) === 'running'
  const heard = useDuty((duty) => duty.toneHeard)
  const leads = useLeadership((leadership) => leadership.leads)
  const chip = soundChip(heard, running, leads)
  return (
    <span className={`chip sound-${chip}`} data-sound={chip}>
      <Glyph name={chip === 'soundOn' ? 'bell' : 'bellOff'} />
      {t(`duty.${chip}`)}
      {chip === 'soundBlocked' ? (
        <button type="button" className="quiet-button" onClick={() => void unlockSound()}>
          {t('duty.resume')}
        </button>
      ) : null}
    </span>
  )
}
