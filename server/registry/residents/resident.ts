import type { NewResident } from '#contract/registry'
import type { FullResident, ResidentFields, ResidentFile } from '#contract/residents'
import { maskedNumber, maskedPhone } from '../privacy/mask.ts'
import { disabilityCardFault, idNumberFault, type NumberFault, tidyNumber } from './id-number.ts'

/** All that can be changed of a resident. */
export type Known = NewResident & ResidentFile

/** What is known of somebody of whom only the card is known. */
export const NOTHING_KNOWN: ResidentFile = {
  idNumber: null,
  disabilityCard: null,
  phones: [],
  categories: [],
  risk: null,
  capability: null,
  illness: '',
  medication: '',
  allergies: '',
  clinic: '',
  doctor: '',
  dialect: '',
  hearing: 'unknown',
  speech: 'unknown',
  sight: 'unknown',
  mobility: 'unknown',
  guardian: null,
}

export interface Change {
  readonly after: Known
  /** Names of the fields that differ, and what stood there. */
  readonly fields: readonly string[]
  readonly before: Partial<Known>
}

/** What a request makes of a resident: numbers tidied, names in one form of Unicode (NFC). */
export function changeOf(known: Known, wanted: ResidentFields): Change {
  const after: Known = { ...known, ...tidied(wanted) }
  const fields = (Object.keys(known) as (keyof Known)[]).filter((name) => !same(known[name], after[name]))
  return { after, fields, before: Object.fromEntries(fields.map((name) => [name, known[name]])) as Partial<Known> }
}

function tidied(wanted: ResidentFields): ResidentFields {
  const { name, idNumber, disabilityCard } = wanted
  return {
    ...wanted,
    ...(name !== undefined && { name: name.normalize('NFC') }),
    ...(idNumber && { idNumber: tidyNumber(idNumber) }),
    ...(disabilityCard && { disabilityCard: tidyNumber(disabilityCard) }),
  }
}

/** Both are JSON, made in the same order of fields. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The first number that cannot be right. */
export function wrongNumber({ idNumber, disabilityCard }: Known): { field: string; fault: NumberFault } | null {
  const faults = [
    { field: 'idNumber', fault: idNumber === null ? null : idNumberFault(idNumber) },
    { field: 'disabilityCard', fault: disabilityCard === null ? null : disabilityCardFault(disabilityCard) },
  ]
  for (const { field, fault } of faults) if (fault !== null) return { field, fault }
  return null
}

/** Numbers by which a resident is found, each with the field it stands in; phones without blanks and hyphens. */
export function numbersOf({ idNumber, disabilityCard, phones }: Known): { field: string; number: string }[] {
  return [
    ...(idNumber === null ? [] : [{ field: 'idNumber', number: idNumber }]),
    ...(disabilityCard === null ? [] : [{ field: 'disabilityCard', number: disabilityCard }]),
    ...phones.map((phone) => ({ field: 'phones', number: phone.replace(/[ -]/g, '') })),
  ]
}

export function ageGroups(age: number | null): FullResident['ageGroups'] {
  if (age === null || age < 75) return []
  return age < 80 ? ['75+'] : ['75+', '80+']
}

/** The same with everything masked that is shown on demand only. */
export function masked(known: Known): Known {
  const { idNumber, disabilityCard, phones, guardian } = known
  return {
    ...known,
    idNumber: idNumber && maskedNumber(idNumber),
    disabilityCard: disabilityCard && maskedNumber(disabilityCard),
    phones: phones.map(maskedPhone),
    guardian: guardian && { ...guardian, phone: maskedPhone(guardian.phone) },
  }
}
