import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keep, readKept } from '../settings/kept.ts'
import { type Catalogue, catalogues, LANGUAGES, type Language } from './catalogues.ts'
import type { OfficeCatalogue } from './office/office-catalogues.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    // The office's half is there once its first page has been fetched.
    resources: { translation: Catalogue & OfficeCatalogue }
    contextSeparator: '@'
    pluralSeparator: '@'
  }
}

const KEY = 'anling.language'

function keptLanguage(): Language {
  const kept = readKept(KEY)
  return LANGUAGES.find((language) => language === kept) ?? 'zh-CN'
}

/** Makes the catalogues ready, in the language this browser was last used in; Chinese at first. */
export async function startLanguage(): Promise<void> {
  const language = keptLanguage()
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: {
      'zh-CN': { translation: catalogues['zh-CN'] },
      en: { translation: catalogues.en },
    },
    // Our codes hold underscores, which must not be taken for a grammatical form (`smoke` + `restored`).
    contextSeparator: '@',
    pluralSeparator: '@',
    // React escapes what it draws; doing it here as well would show `&amp;` in names.
    interpolation: { escapeValue: false },
  })
}

/** Changes the language of this page at once and of this browser for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  keep(KEY, language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}
