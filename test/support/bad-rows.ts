import type { Cell, FindingCode } from '#contract/findings'
import type { HOME_COLUMNS } from '../../server/registry/imports/columns.ts'
import { checkSign } from '../../server/registry/residents/id-number.ts'

export type HomeCells = Partial<Record<keyof typeof HOME_COLUMNS, Cell>>

/** A row of a file of homes that nothing speaks against. */
export const GOOD: HomeCells = {
  community: '幸福社区',
  address: '幸福里1号楼1单元101',
  name: '王秀兰',
  sex: '女',
  bornOn: '1940-03-08',
  livesAlone: '是',
  flags: '心脏病、听力差',
  contact1Name: '李红',
  contact1Relation: '女儿',
  contact1Phone: '10000000001',
}
/** An identity number of this day and sex: no real one, the region 999999 does not exist. */
export function idOf(day: string, order: string): string {
  const digits = `999999${day}${order}`
  return digits + checkSign(digits)
}

export const woman = idOf('19400308', '002')
const otherCheck = (id: string): string => id.slice(0, 17) + (id.endsWith('1') ? '2' : '1')

/** Each kind of bad cell: what stands in it, and what is found. Every row but the last word of it is a good one. */
export const BAD_HOMES: ReadonlyArray<readonly [what: string, cells: HomeCells, code: FindingCode, column: string]> = [
  ['no community', { community: null }, 'community_missing', '社区'],
  ['no address', { address: '  ' }, 'address_missing', '地址'],
  ['an address of zero-width blanks', { address: '\u200b\ufeff' }, 'address_missing', '地址'],
  ['no name', { name: '' }, 'name_missing', '姓名'],
  ['a number for a name', { name: '13800000000' }, 'name_has_digits', '姓名'],
  ['a name of 65 characters', { name: '王'.repeat(65) }, 'text_too_long', '姓名'],
  ['a bell in the name', { name: '王\u0007秀兰' }, 'control_characters', '姓名'],
  ['a garbled name', { name: '王\ufffd兰' }, 'text_damaged', '姓名'],
  ['a formula', { name: { is: 'formula', text: '王秀兰' } }, 'cell_is_formula', '姓名'],
  ['an error', { address: { is: 'error', text: '#N/A' } }, 'cell_is_error', '地址'],
  ['a merged cell', { address: { is: 'merged', text: '' } }, 'cell_is_merged', '地址'],
  ['no sex', { sex: null }, 'sex_missing', '性别'],
  ['an odd sex', { sex: '老' }, 'sex_unknown', '性别'],
  ['words for a date', { bornOn: '三月八日' }, 'date_unreadable', '出生日期'],
  ['31 February', { bornOn: '1940-02-31' }, 'date_impossible', '出生日期'],
  ['29 February of 1900', { bornOn: '1900/2/29' }, 'date_impossible', '出生日期'],
  ['a year of two digits', { bornOn: '40-3-8' }, 'date_two_digit_year', '出生日期'],
  ['a serial number', { bornOn: { is: 'number', text: '14678' } }, 'date_from_serial', '出生日期'],
  ['born tomorrow', { bornOn: '2026-11-23' }, 'date_in_future', '出生日期'],
  ['born 121 years ago', { bornOn: '1905-11-22' }, 'age_over_120', '出生日期'],
  ['perhaps', { livesAlone: '也许' }, 'yes_no_unknown', '独居'],
  ['an unknown condition', { flags: '心脏病、胃口好' }, 'flag_unknown', '健康状况'],
  ['letters in a phone', { contact1Phone: '138abc' }, 'phone_has_letters', '联系人1电话'],
  ['two phones in one cell', { contact1Phone: '13800000000 13900000000' }, 'phone_too_long', '联系人1电话'],
  ['four digits', { contact1Phone: '1380' }, 'phone_too_short', '联系人1电话'],
  ['a phone in scientific form', { contact1Phone: '1.38E+10' }, 'phone_cut_by_excel', '联系人1电话'],
  ['full-width digits', { contact1Phone: '１３８００００００００' }, 'phone_mended', '联系人1电话'],
  ['a contact without phone', { contact1Phone: null }, 'contact_without_phone', '联系人1电话'],
  ['a contact without name', { contact1Name: null }, 'contact_without_name', '联系人1姓名'],
  ['a contact without relation', { contact1Relation: null }, 'contact_without_relation', '联系人1关系'],
  ['a phone alone in the second contact', { contact2Phone: '10000000002' }, 'contact_without_name', '联系人2姓名'],
  ['an id with three zeros', { idNumber: '999999194003080000' }, 'id_cut_to_zeros', '身份证号'],
  ['an id in scientific form', { idNumber: '9.99999E+17' }, 'id_in_scientific', '身份证号'],
  ['an id of 15 digits', { idNumber: '999999400308002' }, 'id_of_15_digits', '身份证号'],
  ['an id of 17 digits', { idNumber: woman.slice(0, 17) }, 'id_length', '身份证号'],
  ['letters in an id', { idNumber: `${woman.slice(0, 10)}O${woman.slice(11)}` }, 'id_has_letters', '身份证号'],
  ['an id of 30 February', { idNumber: idOf('19400230', '002') }, 'id_date_impossible', '身份证号'],
  ['an id with another check digit', { idNumber: otherCheck(woman) }, 'id_check_digit', '身份证号'],
  ['an id of a man', { idNumber: idOf('19400308', '001') }, 'sex_contradicts_id', '性别'],
  ['an id of another day', { idNumber: idOf('19400309', '002') }, 'birth_contradicts_id', '出生日期'],
  ['an odd device number', { device: 'AL 1/2' }, 'device_id_malformed', '设备编号'],
]
