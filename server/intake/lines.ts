/** So many steps back within `WINDOW_MS` are two units under one credential; messages that overtook one another make one. */
const STEPS_BACK = 3
/** Long enough for devices that are heard every ten minutes (design §5). Milliseconds. */
const WINDOW_MS = 3_600_000
/** Power-ups remembered of a device. */
const BOOTS = 4

/** Where a device says that it stands: which power-up, and how many presses since. */
export interface Standpoint {
  readonly boot: string
  readonly n: number
}

/** The line that the heartbeats of one credential have drawn so far. Instants in milliseconds. */
export interface Line extends Standpoint {
  /** Power-ups before this one, the newest first. */
  readonly earlier: readonly string[]
  /** When it lately went back. */
  readonly backAt: readonly number[]
}

/**
 * The line with one more heartbeat. One unit only goes on: it counts up, and a power-up that is over does not come back.
 * Two units with one credential make it go back again and again. A unit that connects anew goes on where it was.
 * Only heartbeats are judged: a press that is sent again after a power cut rightly names the power-up before.
 */
export function heardOn(line: Line | undefined, { boot, n }: Standpoint, at: number): Line {
  if (line === undefined) return { boot, n, earlier: [], backAt: [] }
  const isSame = boot === line.boot
  const wentBack = isSame ? n < line.n : line.earlier.includes(boot)
  const others = [line.boot, ...line.earlier].filter((one) => one !== boot)
  const lately = line.backAt.filter((then) => at - then < WINDOW_MS)
  return {
    boot,
    n,
    earlier: isSame ? line.earlier : others.slice(0, BOOTS),
    backAt: wentBack ? [...lately, at].slice(-STEPS_BACK) : lately,
  }
}

/** Whether this cannot be one unit. */
export function isTwo({ backAt }: Line): boolean {
  return backAt.length >= STEPS_BACK
}
