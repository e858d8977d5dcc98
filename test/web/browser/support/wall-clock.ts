import { houseClock } from '../../../../server/clock.ts'
import type { HandClock } from '../../../support/clock.ts'

/**
 * A clock that runs by itself, because browsers cannot be made to wait for a hand. It may start at an hour of its own
 * and be put forward.
 */
export function wallClock(start?: string): HandClock {
  let ahead = start === undefined ? 0 : Date.parse(start) - Date.now()
  return {
    now: () => Date.now() + ahead,
    atLeast: () => {},
    every: houseClock().every,
    move(ms) {
      ahead += ms
    },
    jumpTo(at) {
      ahead = at - Date.now()
    },
  }
}
