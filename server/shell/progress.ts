import { SingleBar } from 'cli-progress'

/** How far something is, said on standard error: a bar for people, lines where nobody looks. */
export interface Progress {
  at(done: number): void
  end(): void
}

/** A line at each tenth, where there is no bar; or after so many rows, where nobody knows how many there are. */
const TENTH = 0.1
const UNKNOWN_STEP = 1_000

/** `total` null: nobody knows it yet. `out` has a bar only when it is a terminal. */
export function progressOn(out: NodeJS.WriteStream, what: string, total: number | null): Progress {
  return out.isTTY ? bar(out, what, total) : lines(out, what, total)
}

function bar(out: NodeJS.WriteStream, what: string, total: number | null): Progress {
  const format = total === null ? `${what} {value} 行` : `${what} {bar} {value}/{total} 行`
  const shown = new SingleBar({ format, stream: out, hideCursor: true })
  shown.start(total ?? 0, 0)
  return { at: (done) => shown.update(done), end: () => shown.stop() }
}

function lines(out: NodeJS.WriteStream, what: string, total: number | null): Progress {
  const step = total === null ? UNKNOWN_STEP : total * TENTH
  let [said, last] = [0, 0]
  const say = (): void => {
    said = last
    out.write(total === null ? `${what} ${last} 行\n` : `${what} ${last}/${total} 行\n`)
  }
  return {
    at(done) {
      last = done
      if (last - said >= step) say()
    },
    end() {
      if (last !== said) say()
    },
  }
}
