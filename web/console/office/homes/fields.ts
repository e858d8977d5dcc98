import type { TFunction } from 'i18next'
import { AddressParts, HomeChange } from '#contract/homes'
import type { HomeCard } from '#contract/registry'
import type { FileWords } from '../file/file.ts'
import type { SelectOption } from '../form/native-select.tsx'

export const FIELDS = HomeChange.properties.fields.properties
type FieldName = keyof typeof FIELDS

/** What stands in one form of a home; what has parts, or is masked, has panels of its own. */
export const PLACE = ['address', 'areaId', 'lift', 'entry', 'doorNote'] as const satisfies readonly FieldName[]

export const PARTS = Object.keys(AddressParts.properties) as (keyof AddressParts)[]

export function homeWords(areas: readonly SelectOption[], t: TFunction): FileWords {
  return {
    fields: FIELDS,
    label: (field) => fieldWord(field, t),
    choice: (_, one) => t(`home.lifts.${one as HomeCard['lift']}`),
    options: { areaId: areas },
  }
}

export function partWords(t: TFunction): FileWords {
  const label = (part: string): string => t(`home.part.${part as keyof AddressParts}`)
  return { fields: AddressParts.properties, label, choice: (_, one) => one }
}

/** History also tells of people around a home, which are no fields of it. */
const AROUND = ['contacts', 'responders'] as const

/** The name of a field as history tells it; a newer server may know fields that this page does not. */
export function fieldWord(field: string, t: TFunction): string {
  const around = AROUND.find((one) => one === field)
  if (around) return t(`home.${around}`)
  return field in FIELDS ? t(`home.field.${field as FieldName}`) : field
}
