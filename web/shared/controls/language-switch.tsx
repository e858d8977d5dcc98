import { useTranslation } from 'react-i18next'
import { chooseLanguage } from '../i18n/language.ts'

/** Names the other language in that language, for people who cannot read this one. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <button
      type="button"
      className="quiet-button"
      lang={other}
      title={t('app.switchLanguage')}
      onClick={() => void chooseLanguage(other)}
    >
      {t('app.language')}
    </button>
  )
}
