import { type Scenario, someUnit } from './stage.ts'

/** Somebody with chest pain presses, and presses again when it takes long. */
export const heart: Scenario = {
  name: 'heart',
  says: 'One SOS; after 40 s the same home presses again; after four minutes the helper presses “help arrived”, later “done”.',
  homes: 1,
  run: async (stage) => {
    const at = someUnit(stage)
    stage.say(`${at.device.home}: SOS.`)
    const press = stage.fleet.press(at, 'sos')
    if (press !== null) await stage.until(press.receipted)
    stage.say(`${at.device.home}: the unit has its receipt.`)
    await stage.wait(40)
    stage.say(`${at.device.home}: SOS again, nobody has come yet.`)
    stage.fleet.press(at, 'sos')
    await stage.wait(200)
    stage.say(`${at.device.home}: a helper is there and says so on the unit.`)
    stage.fleet.press(at, 'help_arrived')
    await stage.wait(360)
    stage.say(`${at.device.home}: the helper is done.`)
    stage.fleet.press(at, 'help_done')
  },
}
