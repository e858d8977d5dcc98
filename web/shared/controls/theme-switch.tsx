import { useTranslation } from 'react-i18next'
import { THEME_MODES, type ThemeMode, useTheme } from '../theme/theme-mode.ts'
import { Glyph, type GlyphName } from './glyph.tsx'

const GLYPHS: Readonly<Record<ThemeMode, GlyphName>> = { auto: 'half', day: 'sun', night: 'moon' }
const WORDS = { auto: 'app.themeAuto', day: 'app.themeDay', night: 'app.themeNight' } as const

/** Auto, day, night: one press goes to the next. */
export function ThemeSwitch() {
  const { t } = useTranslation()
  const mode = useTheme((theme) => theme.mode)
  const choose = useTheme((theme) => theme.choose)
  const next = THEME_MODES[(THEME_MODES.indexOf(mode) + 1) % THEME_MODES.length] ?? 'auto'
  return (
    <button type="button" className="quiet-button" onClick={() => choose(next)}>
      <Glyph name={GLYPHS[mode]} />
      <span className="unseen">{t('app.theme')}: </span>
      {t(WORDS[mode])}
    </button>
  )
}
