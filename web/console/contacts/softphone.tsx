import { Switch } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { keep, readKept } from '../../shared/settings/kept.ts'

const KEY = 'anling.softphone'

/**
 * Whether this computer has a telephone program that takes `tel:` links. Off at first: where there is none, browsers
 * answer such a link with a question of their own, which takes the keyboard away in the middle of an emergency.
 */
export const useSoftphone = create<{ readonly on: boolean }>(() => ({ on: readKept(KEY) === 'on' }))

function choose(on: boolean): void {
  keep(KEY, on ? 'on' : null)
  useSoftphone.setState({ on })
}

export function SoftphoneSwitch() {
  const { t } = useTranslation()
  const label = useId()
  const on = useSoftphone((softphone) => softphone.on)
  return (
    <span className="softphone">
      <span id={label}>{t('contacts.softphone')}</span>
      <Switch size="small" checked={on} onChange={choose} aria-labelledby={label} />
    </span>
  )
}
