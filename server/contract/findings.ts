import { type Static, Type } from 'typebox'

/**
 * What a cell of a table file can hold. Text as it stands, or something that only looks like text: a number or a date
 * as Excel keeps it, a formula, an error, a cell that is merged with another.
 */
export type Cell =
  | string
  | null
  | { readonly is: 'number' | 'date' | 'formula' | 'error' | 'merged'; readonly text: string }

/**
 * Everything that can be found in a table file, and how bad it is: a row with an error is left out, one with a warning
 * is taken in as the finding says. The sentences for people are in `server/words/findings.ts`.
 */
export const FINDINGS = {
  file_empty: 'error',
  file_unreadable: 'error',
  file_is_old_xls: 'error',
  file_too_large: 'error',
  reading_interrupted: 'error',
  encoding_unknown: 'error',
  encoding_converted: 'warning',
  header_not_found: 'error',
  header_missing: 'error',
  header_twice: 'error',
  column_unknown: 'warning',
  row_too_wide: 'error',
  cell_is_formula: 'error',
  cell_is_error: 'error',
  cell_is_merged: 'error',
  text_damaged: 'error',
  text_too_long: 'error',
  control_characters: 'warning',
  community_missing: 'error',
  community_unknown: 'error',
  community_ambiguous: 'error',
  address_missing: 'error',
  name_missing: 'error',
  name_has_digits: 'error',
  sex_missing: 'error',
  sex_unknown: 'error',
  date_unreadable: 'error',
  date_impossible: 'error',
  date_two_digit_year: 'error',
  date_from_serial: 'warning',
  date_in_future: 'error',
  age_over_120: 'error',
  yes_no_unknown: 'error',
  flag_unknown: 'error',
  phone_has_letters: 'error',
  phone_too_short: 'error',
  phone_too_long: 'error',
  phone_cut_by_excel: 'error',
  phone_mended: 'warning',
  contact_without_phone: 'error',
  contact_without_name: 'error',
  contact_without_relation: 'warning',
  id_cut_to_zeros: 'error',
  id_in_scientific: 'error',
  id_of_15_digits: 'error',
  id_length: 'error',
  id_has_letters: 'error',
  id_date_impossible: 'error',
  id_check_digit: 'error',
  id_twice: 'error',
  id_exists: 'error',
  sex_contradicts_id: 'error',
  birth_contradicts_id: 'error',
  row_twice: 'error',
  resident_twice: 'error',
  resident_exists: 'error',
  home_full: 'error',
  device_id_missing: 'error',
  device_id_malformed: 'error',
  device_twice: 'error',
  device_unknown: 'error',
  device_not_in_stock: 'error',
  device_exists: 'error',
  model_missing: 'error',
  model_unknown: 'error',
  model_withdrawn: 'error',
  class_missing: 'error',
  class_unknown: 'error',
  area_code_missing: 'error',
  area_code_malformed: 'error',
  area_code_twice: 'error',
  area_exists: 'warning',
  area_stands_otherwise: 'error',
  area_name_missing: 'error',
  level_missing: 'error',
  level_unknown: 'error',
  parent_unknown: 'error',
  parent_wrong_level: 'error',
  parent_closed: 'error',
} as const satisfies Record<string, 'error' | 'warning'>

export type FindingCode = keyof typeof FINDINGS

/** One thing found in a file, at its place: rows count from 1 as the table program shows them, 0 is the whole file. */
export const Finding = Type.Object(
  {
    row: Type.Integer({ minimum: 0 }),
    column: Type.Union([Type.String(), Type.Null()], {
      description: 'The heading of the column, as the template has it',
    }),
    code: Type.Enum(Object.keys(FINDINGS) as FindingCode[]),
    level: Type.Enum(['error', 'warning']),
    sentence: Type.String({ description: 'What is wrong and how to mend it, in the language asked for' }),
  },
  { title: 'Finding', additionalProperties: false },
)
export type Finding = Static<typeof Finding>
