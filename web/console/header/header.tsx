import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../shared/controls/theme-switch.tsx'
import { ConnectionChip } from '../connection/connection-chip.tsx'
import { DutyButton } from '../duty/duty-button.tsx'
import { SoundChip } from '../duty/sound-chip.tsx'
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
        <AccountMenu />
        <DutyButton />
      </div>
    </header>
  )
}
