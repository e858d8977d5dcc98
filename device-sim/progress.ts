import type { Sums } from './tally.ts'

/** Where lines go; a terminal also lets the last line be written anew. */
export interface Paper {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

/** How often the sums are printed where lines cannot be rewritten. */
const PLAIN_EVERY = 10
const CLEAR_LINE = '\r\u001b[2K'

/** Prints sentences with a line of sums below them: rewritten in place on a terminal, a plain line now and then elsewhere. */
export function progressOn(paper: Paper) {
  let ticks = 0
  const clear = () => paper.isTTY === true && paper.write(CLEAR_LINE)
  return {
    say: (sentence: string): void => {
      clear()
      paper.write(`${sentence}\n`)
    },
    /** Once a second. */
    tick: (sums: Sums, total: number): void => {
      const line = sumsLine(sums, total)
      if (paper.isTTY === true) paper.write(`${CLEAR_LINE}${line}`)
      else if (ticks % PLAIN_EVERY === 0) paper.write(`${line}\n`)
      ticks += 1
    },
    end: (sums: Sums, total: number): void => {
      clear()
      paper.write(`${sumsLine(sums, total)}\n`)
    },
  }
}

/** The sums of a run in one line. */
export function sumsLine(sums: Sums, total: number): string {
  const { online, pressed, receipted, waiting, refused, resent, slowestMs } = sums
  const trouble = `${refused === 0 ? '' : ` · ${refused} refusals`}${resent === 0 ? '' : ` · ${resent} resent`}`
  return `${online} of ${total} units connected · ${pressed} signals, ${receipted} receipted, ${waiting} waiting${trouble} · slowest ${slowestMs} ms`
}
