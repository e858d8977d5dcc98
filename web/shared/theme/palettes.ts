/**
 * Two separate sets of colours; nothing is shared between day and night, because a colour tuned for one ground fails
 * on the other. Greys carry the page, colour is kept for what is abnormal. Text on ground is at least 4.5:1.
 */
export interface Palette {
  readonly ground: string
  readonly surface: string
  readonly sunken: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textSoft: string
  readonly textFaint: string
  readonly primary: string
  readonly primaryHover: string
  readonly primaryText: string
  readonly primarySoft: string
  readonly link: string
  readonly focus: string
  readonly ok: string
  readonly warn: string
  readonly warnText: string
  readonly warnSoft: string
  readonly warnSoftText: string
  readonly alarm: string
  readonly alarmText: string
  readonly alarmSoft: string
  readonly alarmSoftText: string
  readonly p1: string
  readonly p1Text: string
  readonly p2: string
  readonly p2Text: string
  readonly p3: string
  readonly p3Text: string
  readonly p4: string
  readonly p4Text: string
  readonly shade: string
  readonly shadow: string
}

export const DAY: Palette = {
  ground: '#eef0f3',
  surface: '#ffffff',
  sunken: '#f6f7f9',
  line: '#dde1e7',
  lineStrong: '#8a94a1',
  text: '#1a1f26',
  textSoft: '#434c58',
  textFaint: '#5b6571',
  primary: '#0b4fb3',
  primaryHover: '#0a4397',
  primaryText: '#ffffff',
  primarySoft: '#e7effa',
  link: '#0b4fb3',
  focus: '#0b4fb3',
  ok: '#1a7a3c',
  warn: '#ffc400',
  warnText: '#1a1a1a',
  warnSoft: '#fff4cf',
  warnSoftText: '#5c4300',
  alarm: '#b00020',
  alarmText: '#ffffff',
  alarmSoft: '#fdecee',
  alarmSoftText: '#8e001a',
  p1: '#b00020',
  p1Text: '#ffffff',
  p2: '#ffc400',
  p2Text: '#1a1a1a',
  p3: '#00647a',
  p3Text: '#ffffff',
  p4: '#5b5f66',
  p4Text: '#ffffff',
  shade: 'rgb(20 28 40 / 28%)',
  shadow: '0 1px 2px rgb(20 28 40 / 6%), 0 8px 24px rgb(20 28 40 / 10%)',
}

export const NIGHT: Palette = {
  ground: '#14171c',
  surface: '#1b1f26',
  sunken: '#171b21',
  line: '#2c333d',
  lineStrong: '#6d7887',
  text: '#e4e8ee',
  textSoft: '#b7c0cc',
  textFaint: '#99a4b2',
  primary: '#2a66c4',
  primaryHover: '#2459ad',
  primaryText: '#ffffff',
  primarySoft: '#1d2c45',
  link: '#8db8ff',
  focus: '#8db8ff',
  ok: '#5cc584',
  warn: '#ffd24a',
  warnText: '#1a1a1a',
  warnSoft: '#332b14',
  warnSoftText: '#ffdc7a',
  alarm: '#ff6b6b',
  alarmText: '#1a1a1a',
  alarmSoft: '#3a1f24',
  alarmSoftText: '#ffb3b3',
  p1: '#ff6b6b',
  p1Text: '#1a1a1a',
  p2: '#ffd24a',
  p2Text: '#1a1a1a',
  p3: '#4cc9dd',
  p3Text: '#1a1a1a',
  p4: '#2c333d',
  p4Text: '#b7c0cc',
  shade: 'rgb(0 0 0 / 50%)',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 28px rgb(0 0 0 / 45%)',
}

/** `primarySoft` → `--primary-soft`, for style sheets. */
export function cssVariables(palette: Palette): ReadonlyArray<readonly [string, string]> {
  return Object.entries(palette).map(
    ([name, value]) => [`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value] as const,
  )
}
