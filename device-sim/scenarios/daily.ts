import { pause } from '../clock.ts'
import type { FleetUnit } from '../fleet.ts'
import { type Moment, nextMoment } from '../life.ts'
import { type Scenario, type Stage, someUnit } from './stage.ts'

/** Everyday life of a town, until it is stopped. */
export const daily: Scenario = {
  name: 'daily',
  says: 'Everyday life without end: meals around noon, service keys, false alarms that are cancelled, rarely a fall.',
  homes: 1,
  run: async (stage) => {
    let townMs = sinceMidnight(stage.clock.now())
    for (;;) {
      const moment = nextMoment(stage.random, townMs, stage.fleet.units.length)
      await stage.wait(moment.afterMs / 1000)
      townMs += moment.afterMs
      void live(stage, someUnit(stage), moment)
    }
  },
}

async function live(stage: Stage, at: FleetUnit, moment: Moment): Promise<void> {
  stage.fleet.press(at, moment.kind)
  if (moment.next === null) return
  // Real seconds: what follows a key belongs to that person's pace, not to the speed of the town.
  await pause(stage.clock, moment.next.afterMs, stage.signal)
  if (!stage.signal.aborted) stage.fleet.press(at, moment.next.kind)
}

function sinceMidnight(now: number): number {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  return now - midnight.getTime()
}
