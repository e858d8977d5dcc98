import { officeCatalogues } from '../../../shared/i18n/office/office-catalogues.ts'

type Table = keyof (typeof officeCatalogues)['en']['table']

/** The name of a table in the user's words; reports name tables by what the store calls them. */
export function tableWord(table: string, t: (key: `table.${Table}`) => string): string {
  return table in officeCatalogues.en.table ? t(`table.${table as Table}`) : table
}
