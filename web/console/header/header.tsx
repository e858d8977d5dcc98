import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../shared/controls/theme-switch.tsx'
import { ConnectionChip } from '../connection/connection-chip.tsx'
import { useDesk } from '../desk-context.ts'
import { DutyButton } from '../duty/duty-button.tsx'
import { useDuty } from '../duty/duty-store.ts'
import { leaveDuty } from '../duty/going-on-duty.ts'
import { SoundChip } from '../duty/sound-chip.tsx'
import { sectionsOf } from '../office/sections.ts'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { DayFigures } from './day-figures.tsx'
import { DeskClock } from './desk-clock.tsx'

export function Header() {
  const { t } = useTranslation()
  return (
    <header className="header">
      <h1 className="header-brand" aria-label={t('app.name')}>
        <Brand />
      </h1>
      <ConnectionChip />
      <SoundChip />
      <DayFigures />
      <div className="header-end">
        <DeskClock />
        <ThemeSwitch />
        <LanguageSwitch />
        <DeskAccountMenu />
        <DutyButton />
      </div>
    </header>
  )
}

/** From the desk there is a way to the office for whoever has business there. */
function DeskAccountMenu() {
  const { t } = useTranslation()
  const { account, send } = useDesk()
  const navigate = useNavigate()
  const office = { key: 'office', label: t('app.office'), onClick: () => void navigate({ to: '/office' }) }
  return (
    <AccountMenu
      account={account}
      items={sectionsOf(account.role).length > 0 ? [office] : []}
      leaving={() => {
        if (useDuty.getState().toneHeard) leaveDuty(send)
      }}
    />
  )
}
