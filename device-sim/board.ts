import type { Shown } from './news.ts'

/** One line of the board. */
export interface Line {
  readonly home: string
  readonly id: string
  readonly online: boolean
  readonly shown: Shown
  readonly say: string
  readonly waiting: number
}

const LAMPS: Readonly<Record<Shown, string>> = {
  dark: '  no power',
  idle: '· ready',
  sending: '◌ sending…',
  stored: '○ received',
  ringing: '◍ ringing',
  claimed: '● answered',
  coming: '▶ help is coming',
  done: '✓ done',
}

const KEYS = 's SOS  f fall  m meal  v service  c cancel  h arrived  d done  t test  p power  ↑↓ 1–9 choose  q quit'

/** The board as lines of text: a window of `height` lines around the chosen home. Pure. */
export function boardLines(lines: readonly Line[], chosen: number, height: number, width: number): readonly string[] {
  const room = Math.max(1, height - 2)
  const first = windowStart(lines.length, chosen, room)
  const rows = lines.slice(first, first + room).map((line, i) => rowOf(line, i, first + i === chosen))
  return [...rows, '', KEYS].map((row) => fitted(row, width))
}

/** The first line of the window that holds `chosen`. */
export function windowStart(total: number, chosen: number, room: number): number {
  return Math.max(0, Math.min(chosen - Math.floor(room / 2), total - room))
}

function rowOf(line: Line, i: number, chosen: boolean): string {
  const number = i < 9 ? String(i + 1) : ' '
  const link = line.online ? ' ' : '✗'
  const kept = line.waiting === 0 ? '' : `  (${line.waiting} kept)`
  const name = fitted(line.home, 32)
  return `${chosen ? '>' : ' '} ${number} ${link} ${name}${' '.repeat(32 - columns(name))} ${LAMPS[line.shown]}${kept}  ${line.say}`
}

/** Chinese characters take two columns of a terminal. */
function columns(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u1100-\uffdc]/.test(character) && !/[\u2000-\u2bff]/.test(character) ? 2 : 1),
    0,
  )
}

function fitted(text: string, width: number): string {
  let cut = ''
  for (const character of text) {
    if (columns(cut + character) > width) return cut
    cut += character
  }
  return cut
}
