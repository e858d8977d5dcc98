import i18next from 'i18next'
import { LANGUAGES, type Language } from '../catalogues.ts'
import { enAccounts } from './en-accounts.ts'
import { enAreas } from './en-areas.ts'
import { enAudit } from './en-audit.ts'
import { enDevices } from './en-devices.ts'
import { enFees } from './en-fees.ts'
import { enHomes } from './en-homes.ts'
import { enImports } from './en-imports.ts'
import { enOffice } from './en-office.ts'
import { enPrivacy } from './en-privacy.ts'
import { enResidents } from './en-residents.ts'
import { zhCnAccounts } from './zh-cn-accounts.ts'
import { zhCnAreas } from './zh-cn-areas.ts'
import { zhCnAudit } from './zh-cn-audit.ts'
import { zhCnDevices } from './zh-cn-devices.ts'
import { zhCnFees } from './zh-cn-fees.ts'
import { zhCnHomes } from './zh-cn-homes.ts'
import { zhCnImports } from './zh-cn-imports.ts'
import { zhCnOffice } from './zh-cn-office.ts'
import { zhCnPrivacy } from './zh-cn-privacy.ts'
import { zhCnResidents } from './zh-cn-residents.ts'

const zhCn = {
  ...zhCnOffice,
  ...zhCnDevices,
  ...zhCnResidents,
  ...zhCnHomes,
  ...zhCnAudit,
  ...zhCnAreas,
  ...zhCnAccounts,
  ...zhCnImports,
  ...zhCnPrivacy,
  ...zhCnFees,
}

/** What only the office says. No key of the desk's catalogue stands here again. */
export type OfficeCatalogue = typeof zhCn

const en: OfficeCatalogue = {
  ...enOffice,
  ...enDevices,
  ...enResidents,
  ...enHomes,
  ...enAudit,
  ...enAreas,
  ...enAccounts,
  ...enImports,
  ...enPrivacy,
  ...enFees,
}

export const officeCatalogues: Readonly<Record<Language, OfficeCatalogue>> = { 'zh-CN': zhCn, en }

/** Lays the office's words beside the desk's. They come with the office's pages, so that the desk need not wait for them. */
export function learnOfficeWords(): void {
  for (const language of LANGUAGES) i18next.addResourceBundle(language, 'translation', officeCatalogues[language])
}
