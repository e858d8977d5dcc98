const SHAPES: Readonly<Record<number, string>> = {
  1: 'M8 2 15 14H1Z',
  2: 'M8 1.2 14.8 8 8 14.8 1.2 8Z',
  3: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z',
  4: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Zm0 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6Z',
}

interface Props {
  readonly level: number
  /** While it rings the shape flashes once a second; the text stands still. */
  readonly ringing: boolean
}

/** The level of a call in colour, shape, letter and number, so that no one of them has to carry it alone. */
export function PriorityMark({ level, ringing }: Props) {
  return (
    <span className={`priority-mark p${level}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" className={ringing ? 'flashing' : undefined}>
        <path d={SHAPES[level] ?? SHAPES[4]} />
      </svg>
      P{level}
    </span>
  )
}
