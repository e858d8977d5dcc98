import i18next from 'i18next'
import { LANGUAGES, type Language } from '../catalogues.ts'
import { enDevices } from './en-devices.ts'
import { enOffice } from './en-office.ts'
import { zhCnDevices } from './zh-cn-devices.ts'
import { zhCnOffice } from './zh-cn-office.ts'

const zhCn = { ...zhCnOffice, ...zhCnDevices }

/** What only the office says. No key of the desk's catalogue stands here again. */
export type OfficeCatalogue = typeof zhCn

const en: OfficeCatalogue = { ...enOffice, ...enDevices }

export const officeCatalogues: Readonly<Record<Language, OfficeCatalogue>> = { 'zh-CN': zhCn, en }

/** Lays the office's words beside the desk's. They come with the office's pages, so that the desk need not wait for them. */
export function learnOfficeWords(): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, 'translation', officeCatalogues[language])
}
