import { between } from '../random.ts'
import type { Scenario } from './stage.ts'

/** Everybody remembers lunch in the last minutes before the kitchen's cut-off. */
export const lunchRush: Scenario = {
  name: 'lunch-rush',
  says: 'Every home presses the meal key within ten minutes, one in ten presses twice; in the middle of it one home presses SOS.',
  homes: 2,
  run: async (stage) => {
    const [emergency, ...hungry] = stage.fleet.units
    const presses = hungry.flatMap((at) => {
      const once = between(stage.random, 0, 600)
      return stage.random() < 0.1
        ? [
            { at, once },
            { at, once: once + 10 },
          ]
        : [{ at, once }]
    })
    presses.sort((a, b) => a.once - b.once)
    stage.say(`${hungry.length} homes order lunch within ten minutes.`)
    let past = 0
    let calm = true
    for (const { at, once } of presses) {
      await stage.wait(once - past)
      past = once
      stage.fleet.press(at, 'meal')
      if (!calm || once < 300 || emergency === undefined) continue
      calm = false
      stage.say(`${emergency.device.home}: SOS, in the middle of it.`)
      stage.fleet.press(emergency, 'sos')
    }
  },
}
