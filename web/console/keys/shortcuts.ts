/** Everything the keyboard can do. The listener, the foot bar and the help dialog all read this one list. */

export const GROUPS = ['inQueue', 'inCall', 'anywhere'] as const
export type Group = (typeof GROUPS)[number]

export type ShortcutId =
  | 'claim'
  | 'move'
  | 'filter'
  | 'contact'
  | 'contactChord'
  | 'caller'
  | 'park'
  | 'transfer'
  | 'closeCase'
  | 'note'
  | 'saveNote'
  | 'back'
  | 'help'

/** The parts of a key press that shortcuts look at. `code` is the place of the key, the same on every layout. */
export interface Press {
  readonly code: string
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly repeat: boolean
}

export interface Shortcut {
  readonly id: ShortcutId
  readonly group: Group
  /** As drawn on the screen, one entry for each key. */
  readonly caps: readonly string[]
  readonly inFoot: boolean
  /**
   * What it may disturb. `character`: a printable key alone, never while typing, can be turned off (WCAG 2.1.4).
   * `plain`: Space, Enter, arrows; never while typing or on another control. `command`: works everywhere.
   * `local`: handled where it is typed, listed here for people only.
   */
  readonly kind: 'character' | 'plain' | 'command' | 'local'
  readonly matches: (press: Press) => boolean
}

const bare = (press: Press): boolean => !press.altKey && !press.ctrlKey && !press.metaKey
const alone = (press: Press): boolean => bare(press) && !press.shiftKey

/** The digit of a key of the upper row or the number pad, or null. */
export function digitOf(press: Pick<Press, 'code'>): number | null {
  const found = /^(?:Digit|Numpad)(\d)$/.exec(press.code)
  return found ? Number(found[1]) : null
}

function isDigit(press: Press, from: number, to: number): boolean {
  const digit = digitOf(press)
  return digit !== null && digit >= from && digit <= to
}

const never = (): boolean => false

export const SHORTCUTS: readonly Shortcut[] = [
  {
    id: 'claim',
    group: 'inQueue',
    caps: ['Space', 'Enter'],
    inFoot: true,
    kind: 'plain',
    // A key held down must not claim one call after the other.
    matches: (press) => alone(press) && !press.repeat && (press.code === 'Space' || press.code === 'Enter'),
  },
  {
    id: 'move',
    group: 'inQueue',
    caps: ['↑', '↓'],
    inFoot: true,
    kind: 'plain',
    matches: (press) => alone(press) && (press.code === 'ArrowUp' || press.code === 'ArrowDown'),
  },
  {
    id: 'filter',
    group: 'inQueue',
    caps: ['1–4'],
    inFoot: true,
    kind: 'character',
    matches: (press) => alone(press) && !press.repeat && isDigit(press, 1, 4),
  },
  {
    id: 'contact',
    group: 'inCall',
    caps: ['Alt', '1–9'],
    inFoot: false,
    kind: 'command',
    matches: (press) => press.altKey && !press.ctrlKey && !press.metaKey && !press.repeat && isDigit(press, 1, 9),
  },
  {
    id: 'contactChord',
    group: 'inCall',
    caps: ['F3', '1–9'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && press.code === 'F3',
  },
  {
    id: 'caller',
    group: 'inCall',
    caps: ['F2'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && !press.repeat && press.code === 'F2',
  },
  {
    id: 'park',
    group: 'inCall',
    caps: ['F6'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && !press.repeat && press.code === 'F6',
  },
  {
    id: 'transfer',
    group: 'inCall',
    caps: ['F8'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && !press.repeat && press.code === 'F8',
  },
  {
    id: 'closeCase',
    group: 'inCall',
    caps: ['F9'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && !press.repeat && press.code === 'F9',
  },
  {
    id: 'note',
    group: 'inCall',
    caps: ['N'],
    inFoot: true,
    kind: 'character',
    matches: (press) => alone(press) && !press.repeat && press.code === 'KeyN',
  },
  { id: 'saveNote', group: 'inCall', caps: ['Ctrl', 'Enter'], inFoot: true, kind: 'local', matches: never },
  {
    id: 'back',
    group: 'anywhere',
    caps: ['Esc'],
    inFoot: true,
    kind: 'command',
    matches: (press) => alone(press) && press.code === 'Escape',
  },
  {
    id: 'help',
    group: 'anywhere',
    caps: ['?'],
    inFoot: false,
    kind: 'character',
    matches: (press) => bare(press) && !press.repeat && (press.key === '?' || press.key === '？'),
  },
]
