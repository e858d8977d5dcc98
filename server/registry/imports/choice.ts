import { AREA_LEVELS } from '#contract/areas'
import type { FindingCode } from '#contract/findings'
import { DEVICE_CLASSES, HEALTH_FLAGS, SEXES } from '#contract/registry'
import { CLASS_WORDS, FLAG_WORDS, LEVEL_WORDS, SEX_WORDS } from '../../words/registry.ts'
import { bad, halfWidth, type Read, read } from './reading.ts'

type Words<Value extends string> = Readonly<Record<Value, Readonly<Record<string, string>>>>

const folded = (text: string): string => halfWidth(text).toLowerCase().replace(/\s/g, '')

/** Every word that means one of these values: the code itself, the words for people, and what people also write. */
function meanings<Value extends string>(values: readonly Value[], words: Words<Value>, also: Record<string, Value>) {
  const all = values.flatMap((value) => [value, ...Object.values(words[value])].map((word) => [word, value] as const))
  return new Map([...all, ...Object.entries(also)].map(([word, value]) => [folded(word), value]))
}

/** One word of a closed list. */
function choice<Value>(known: ReadonlyMap<string, Value>, unknown: FindingCode): Read<Value> {
  return (text) => {
    const value = known.get(folded(text))
    return value === undefined ? bad(unknown, { text }) : read(value)
  }
}

const SEXES_MEANT = { 女性: 'female', 女士: 'female', f: 'female', 男性: 'male', 男士: 'male', m: 'male' } as const
export const sex = choice(meanings(SEXES, SEX_WORDS, SEXES_MEANT), 'sex_unknown')

const CLASSES_MEANT = { 市电: 'mains', 固定: 'mains', '4g': 'mobile', 手表: 'mobile', 纽扣: 'battery' } as const
export const deviceClass = choice(meanings(DEVICE_CLASSES, CLASS_WORDS, CLASSES_MEANT), 'class_unknown')

const LEVELS_MEANT = {
  县: 'district',
  区县: 'district',
  乡镇: 'subdistrict',
  镇: 'subdistrict',
  乡: 'subdistrict',
  村: 'community',
} as const
export const areaLevel = choice(meanings(AREA_LEVELS, LEVEL_WORDS, LEVELS_MEANT), 'level_unknown')

const YES = ['是', '有', '√', '✓', '对', 'y', 'yes', 'true', '1', '独居']
const NO = ['否', '无', '×', '不是', '没有', 'n', 'no', 'false', '0', '非独居']
const ANSWERS = new Map([...YES.map((word) => [word, true] as const), ...NO.map((word) => [word, false] as const)])
export const yesNo = choice(new Map([...ANSWERS].map(([word, is]) => [folded(word), is])), 'yes_no_unknown')

const FLAGS_MEANT = {
  失聪: 'deaf',
  失明: 'blind',
  轮椅: 'wheelchair',
  老年痴呆: 'dementia',
  阿尔茨海默: 'dementia',
} as const
const flag = choice(meanings(HEALTH_FLAGS, FLAG_WORDS, FLAGS_MEANT), 'flag_unknown')

/** Several conditions in one cell, between any of the usual marks; each once. */
export const flags: Read<(typeof HEALTH_FLAGS)[number][]> = (text, today) => {
  const parts = text.split(/[、,，;；/|]/).filter((part) => part.trim() !== '' && folded(part) !== '无')
  const readings = parts.map((part) => flag(part.trim(), today))
  const found = readings.flatMap((reading) => reading.found)
  if (found.length > 0) return { value: null, found }
  return read([...new Set(readings.flatMap(({ value }) => (value === null ? [] : [value])))])
}
