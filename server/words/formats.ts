import type { SaidIn } from '#contract/imports'
import { CLASS_WORDS, FLAG_WORDS, LEVEL_WORDS, SEX_WORDS } from './registry.ts'

type Words = Readonly<Record<string, Readonly<Record<SaidIn, string>>>>

const anyOf = (words: Words, language: SaidIn): string =>
  Object.values(words)
    .map((word) => word[language])
    .join(language === 'zh' ? '、' : ', ')

/** How each kind of column is to be filled in. */
export const FORMAT_SENTENCES = {
  text: { zh: '文字', en: 'Text' },
  name: { zh: '姓名，不含数字', en: 'A name, without digits' },
  sex: {
    zh: `${anyOf(SEX_WORDS, 'zh')}；填了身份证号可以空着`,
    en: `${anyOf(SEX_WORDS, 'en')}; the identity number tells it too`,
  },
  date: {
    zh: '日期，例如 1940-03-08；填了身份证号可以空着',
    en: 'A date like 1940-03-08; the identity number tells it too',
  },
  id: {
    zh: '18 位身份证号，加密保存；用来核对性别和生日、查找重复的人。请先把这一列设为“文本”',
    en: 'All 18 places; kept encrypted, to check sex and birthday and to find who is there already. Format the column as text first',
  },
  yes_no: { zh: '是 或 否，空着算否', en: 'yes or no; empty is no' },
  flags: { zh: `可填多个，用顿号隔开：${anyOf(FLAG_WORDS, 'zh')}`, en: `Any of: ${anyOf(FLAG_WORDS, 'en')}` },
  phone: { zh: '一个电话号码，固定电话带区号', en: 'One phone number, with its area code' },
  device: { zh: '设备标签上的编号：字母、数字、- 和 _', en: 'The number on the label: letters, digits, - and _' },
  class: { zh: anyOf(CLASS_WORDS, 'zh'), en: anyOf(CLASS_WORDS, 'en') },
  area_code: {
    zh: '区域的编码：字母、数字和 -。上级编码空着，表示它在最上面',
    en: 'The code of an area: letters, digits and -. Without a parent it stands at the top',
  },
  level: { zh: anyOf(LEVEL_WORDS, 'zh'), en: anyOf(LEVEL_WORDS, 'en') },
} as const satisfies Words

/** What else is said in files. */
export const FILE_WORDS = {
  rows: { zh: '填写', en: 'Rows' },
  explanations: { zh: '说明', en: 'Explanations' },
  column: { zh: '列名', en: 'Column' },
  needed: { zh: '必填', en: 'Needed' },
  howTo: { zh: '怎么填', en: 'How to fill it in' },
  example: { zh: '例子', en: 'Example' },
  also: { zh: '也认得的列名', en: 'Also known as' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
} as const satisfies Words

/** Who made a file and when: it stands in its first row, so that whoever finds the file knows. */
export function watermark(who: string, when: string): string {
  return `安铃导出：${who}，${when}。含个人信息，只供工作使用，用完请删除。`
}
