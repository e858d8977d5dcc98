import type { Cell } from '#contract/findings'

const ERRORS = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/

/** The errors that Excel shows in a cell instead of a value. */
export function cellError(text: string): Cell {
  return ERRORS.test(text) ? { is: 'error', text } : null
}
