import type { TFunction } from 'i18next'
import { NewResident } from '#contract/registry'
import { type FullResident, ResidentFile } from '#contract/residents'
import type { FileWords } from '../file/file.ts'

/** Everything that is kept of a resident, with its schema. */
export const FIELDS = { ...NewResident.properties, ...ResidentFile.properties }
export type FieldName = keyof typeof FIELDS

/**
 * The file, section by section. A new field of the contract is one word more in this table; its label stands in the
 * catalogue, and what its form looks like follows from its schema.
 */
export const SECTIONS = {
  identity: ['name', 'sex', 'bornOn', 'livesAlone', 'risk'],
  health: ['flags', 'illness', 'medication', 'allergies'],
  senses: ['dialect', 'hearing', 'speech', 'sight', 'mobility'],
  care: ['clinic', 'doctor'],
} as const satisfies Readonly<Record<string, readonly FieldName[]>>
export type SectionName = keyof typeof SECTIONS

/** What comes masked and is replaced rather than changed. Guardians are masked too, and have a panel of their own. */
export const NUMBERS = ['idNumber', 'disabilityCard', 'phones'] as const satisfies readonly FieldName[]
export type NumberName = (typeof NUMBERS)[number]

export function residentWords(t: TFunction): FileWords {
  return { fields: FIELDS, label: (field) => fieldWord(field, t), choice: (field, one) => choiceWord(field, one, t) }
}

/** The word for a choice of this field; the desk has some of them already. */
function choiceWord(field: string, choice: string, t: TFunction): string {
  if (field === 'sex') return t(`sex.${choice as FullResident['sex']}`)
  if (field === 'flags') return t(`flag.${choice as FullResident['flags'][number]}`)
  if (field === 'risk') return t(`resident.risks.${choice as NonNullable<FullResident['risk']>}`)
  return t(`resident.abilities.${choice as FullResident['hearing']}`)
}

/** The name of a field as history tells it; a newer server may know fields that this page does not. */
export function fieldWord(field: string, t: TFunction): string {
  return field in FIELDS ? t(`resident.field.${field as FieldName}`) : field
}
