import { useTranslation } from 'react-i18next'
import { openDialog } from '../dialogs.ts'
import { KeyCaps } from './key-caps.tsx'
import { useShortcut } from './listening.ts'
import { SHORTCUTS } from './shortcuts.ts'

export function FootBar() {
  const { t } = useTranslation()
  useShortcut('help', () => openDialog('help'))
  return (
    <footer className="foot-bar">
      <ul aria-label={t('keys.bar')}>
        {SHORTCUTS.filter((shortcut) => shortcut.inFoot).map((shortcut) => (
          <li key={shortcut.id}>
            <KeyCaps caps={shortcut.caps} />
            <span>{t(`keys.short.${shortcut.id}`)}</span>
          </li>
        ))}
      </ul>
      <button type="button" className="quiet-button" onClick={() => openDialog('help')}>
        <KeyCaps caps={['?']} />
        {t('keys.open')}
      </button>
    </footer>
  )
}
