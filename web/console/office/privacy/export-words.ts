import { useTranslation } from 'react-i18next'
import { type Catalogue, catalogues, type Language } from '../../../shared/i18n/catalogues.ts'
import { type OfficeCatalogue, officeCatalogues } from '../../../shared/i18n/office/office-catalogues.ts'
import { whenSeen } from '../frame/when.ts'
import { isBlank, isInstant, isInternal } from './exported.ts'

type Words = Readonly<Record<string, string>>

/** Names of columns and of what stands in them. */
export interface ExportWords {
  nameOf(column: string): string
  said(column: string, value: unknown): string
}

/** The words for a table of somebody's export, out of the catalogues that the pages use. */
export function useExportWords(table: string): ExportWords {
  const { i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return exportWords(table, catalogues[language], officeCatalogues[language])
}

/** The same without a page. */
export function exportWords(table: string, desk: Catalogue, office: OfficeCatalogue): ExportWords {
  const names = namesOf(table, office)
  const codes = codesOf(table, desk, office)
  const { personExport, file } = office
  const nameOf = (column: string): string => names[column] ?? column

  function said(column: string, value: unknown): string {
    if (typeof value === 'boolean') return value ? personExport.yes : personExport.no
    if (Array.isArray(value)) return value.map((one) => said(column, one)).join(file.comma)
    if (typeof value === 'object' && value !== null) return saidFields(value)
    return saidText(column, String(value))
  }

  function saidText(column: string, text: string): string {
    if (column === 'fields') return nameOf(text)
    const code = codes[column]?.[text]
    // Sentences of events name somebody; here that stands in a column of its own.
    if (code !== undefined) return code.replace(/ ?{{\w+}} ?/g, '')
    return isInstant(text) ? (whenSeen(text) ?? text) : text
  }

  function saidFields(fields: object): string {
    const shown = Object.entries(fields).filter(([name, value]) => !isInternal(name) && !isBlank(value))
    return shown.map(([name, value]) => `${nameOf(name)} ${said(name, value)}`).join('；')
  }

  return { nameOf, said }
}

function namesOf(table: string, { column, resident, home }: OfficeCatalogue): Words {
  const own = table.startsWith('home') ? home.field : table.startsWith('resident') ? resident.field : {}
  return { ...home.part, ...home.person, ...column, ...own }
}

function codesOf(table: string, desk: Catalogue, { resident, home, device, consent, hold }: OfficeCatalogue) {
  const kinds: Readonly<Record<string, Words>> = {
    residents: resident.categories,
    consents: consent.kinds,
    holds: hold.kinds,
    calls: desk.kind,
    signal_bodies: desk.trigger,
    events: desk.kind,
  }
  const abilities = Object.fromEntries(
    ['hearing', 'speech', 'sight', 'mobility'].map((one) => [one, resident.abilities]),
  )
  const codes: Readonly<Record<string, Words>> = {
    ...abilities,
    ...{ sex: desk.sex, flags: desk.flag, risk: resident.risks, leaving: resident.leavings },
    ...{
      disability: resident.disabilities,
      lift: home.lifts,
      channel: { ...desk.channel, ...home.reach },
      responder: home.responderKinds,
    },
    ...{ givenBy: consent.givers, services: hold.service, trigger: desk.trigger, cause: desk.cause },
    ...{
      class: device.classes,
      stage: device.stages,
      outcome: desk.contactOutcome,
      result: desk.result,
      seenBy: desk.seenBy,
      type: desk.event,
      kind: kinds[table] ?? {},
    },
  }
  return codes
}
