import { type Scenario, someUnit } from './stage.ts'

/** A fall detector raises an alarm that the wearer takes back, and then nothing moves any more. */
export const fall: Scenario = {
  name: 'fall',
  says: 'A fall is detected; the wearer presses cancel after 20 s, which must close nothing; ten minutes later nothing has moved.',
  homes: 1,
  run: async (stage) => {
    const at = someUnit(stage)
    stage.say(`${at.device.home}: the pendant felt a fall.`)
    stage.fleet.press(at, 'fall')
    await stage.wait(20)
    stage.say(`${at.device.home}: cancel was pressed. The call must stay open.`)
    stage.fleet.press(at, 'cancel')
    await stage.wait(600)
    stage.say(`${at.device.home}: no movement since.`)
    stage.fleet.press(at, 'inactivity')
  },
}
