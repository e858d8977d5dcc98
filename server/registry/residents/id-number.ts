/** Why a number cannot be that of a citizen. */
export type NumberFault = 'form' | 'birthday' | 'check_sign'

/** Weights and check signs of ISO 7064 MOD 11-2, as GB 11643-1999 §5 lists them. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** The 18th sign that belongs to these 17 digits. */
export function checkSign(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return CHECK[sum % 11] ?? ''
}

/** As people type it: blanks between the groups, a small x. */
export function tidyNumber(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}

/** Null when a citizen's number is well formed, names a day that exists, and carries its check sign (GB 11643-1999). */
export function idNumberFault(number: string): NumberFault | null {
  if (!/^\d{17}[\dX]$/.test(number)) return 'form'
  if (!isDay(number.slice(6, 14))) return 'birthday'
  return checkSign(number) === number[17] ? null : 'check_sign'
}

/** The number of a disability card: that of the citizen, then kind 1–7 and grade 1–4 of the disability. */
export function disabilityCardFault(number: string): NumberFault | null {
  return /^.{18}[1-7][1-4]$/.test(number) ? idNumberFault(number.slice(0, 18)) : 'form'
}

function isDay(digits: string): boolean {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}
