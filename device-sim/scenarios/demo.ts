import type { SignalKind } from '#contract/signals'
import { between, pick } from '../random.ts'
import { type Scenario, someUnit } from './stage.ts'

/** Each as often as it stands here. */
const EVERYDAY: readonly SignalKind[] = ['meal', 'meal', 'meal', 'service', 'service', 'sos', 'fall', 'battery_low']

/** What somebody sees who starts the demonstration: one SOS soon, then enough to do, without end. */
export const demo: Scenario = {
  name: 'demo',
  says: 'One SOS after three seconds, then an everyday press every 40 to 90 s until it is stopped.',
  homes: 1,
  run: async (stage) => {
    await stage.wait(3)
    const first = stage.fleet.units[0]
    if (first === undefined) return
    stage.say(`${first.device.home}: SOS.`)
    stage.fleet.press(first, 'sos')
    for (;;) {
      await stage.wait(between(stage.random, 40, 90))
      const at = someUnit(stage)
      const kind = pick(stage.random, EVERYDAY)
      stage.say(`${at.device.home}: ${kind}.`)
      stage.fleet.press(at, kind)
    }
  },
}
