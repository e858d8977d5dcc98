import { checkSign } from '../residents/id-number.ts'
import { dateOf, ofSomebodyAlive } from './dates.ts'
import { bad, halfWidth, type Read, read } from './reading.ts'

/** What an identity number says of its owner (GB 11643-1999 §4). */
export interface Identity {
  readonly number: string
  readonly sex: 'female' | 'male'
  readonly bornOn: string
}

/** Excel keeps 15 digits of a number and writes zeros for the rest. */
const CUT = /^\d{15}000$/
const SCIENTIFIC = /^\d(\.\d+)?[eE]\+?\d+$/

/** An identity number of 18 characters; what Excel did to it is told apart from what somebody mistyped. */
export const idNumber: Read<Identity> = (typed, today) => {
  const number = halfWidth(typed).replace(/[\s-]/g, '').toUpperCase()
  if (SCIENTIFIC.test(number)) return bad('id_in_scientific', { text: number })
  if (!/^\d+X?$/.test(number)) return bad('id_has_letters', { text: number })
  if (number.length === 15) return bad('id_of_15_digits', { text: number })
  if (number.length !== 18) return bad('id_length', { text: number, length: String(number.length) })
  const isWhole = checkSign(number) === number[17]
  if (!isWhole && CUT.test(number)) return bad('id_cut_to_zeros', { text: number })
  const bornOn = dateOf(Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14)))
  if (bornOn === null) return bad('id_date_impossible', { text: number })
  if (!isWhole) return bad('id_check_digit', { text: number, last: number.slice(17) })
  const sex = Number(number[16]) % 2 === 1 ? 'male' : 'female'
  return ofSomebodyAlive(bornOn, today) ?? read({ number, sex, bornOn })
}
