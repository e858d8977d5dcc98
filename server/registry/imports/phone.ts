import { bad, halfWidth, note, type Read, read } from './reading.ts'

/** Digits of the shortest number that can be rung (a short code has three) and of the longest (E.164 §6: 15). */
const SHORTEST = 5
const LONGEST = 15

/** A telephone number: 138 0000 0000, 0571-8888 0000, +86 138…; full-width digits and odd signs are put right. */
export const phone: Read<string> = (typed) => {
  const text = halfWidth(typed)
  if (/^\d(\.\d+)?[eE]\+\d+$/.test(text)) return bad('phone_cut_by_excel', { text })
  const tidy = text
    .replace(/\.0$/, '')
    .replace(/[()/.·]/g, ' ')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  if (!/^\+?[0-9 -]+$/.test(tidy)) return bad('phone_has_letters', { text })
  const digits = tidy.replace(/\D/g, '').length
  if (digits < SHORTEST) return bad('phone_too_short', { text, digits: String(digits) })
  if (digits > LONGEST || tidy.length > 24) return bad('phone_too_long', { text, digits: String(digits) })
  return tidy === typed ? read(tidy) : read(tidy, note('phone_mended', { text: typed, mended: tidy }))
}
