import type { FleetUnit } from '../fleet.ts'
import type { Scenario, Stage } from './stage.ts'

/** A street loses its mains; some units have flat batteries and go dark, one of them with a press not yet receipted. */
export const powercut: Scenario = {
  name: 'powercut',
  says: 'Half of the homes lose the mains; every third of them goes dark, one just after an SOS; after two minutes all come back.',
  homes: 2,
  run: async (stage) => {
    const street = stage.fleet.units.slice(0, Math.ceil(stage.fleet.units.length / 2))
    const dark = street.filter((_, i) => i % 3 === 0)
    await stage.connected()
    stage.say(`${street.length} homes lose the mains.`)
    for (const at of street) fail(stage, at)
    await stage.wait(5)
    const unlucky = dark[0]
    const press = unlucky ? stage.fleet.press(unlucky, 'sos') : null
    stage.say(`${dark.length} units go dark${unlucky ? `; ${unlucky.device.home} had just pressed SOS` : ''}.`)
    for (const { unit } of dark) unit.powerCut()
    await stage.wait(120)
    stage.say('The mains are back.')
    for (const { unit } of dark) unit.powerOn()
    for (const at of street) restore(stage, at)
    if (press !== null) await stage.until(press.receipted)
    stage.say('The press from before the cut is receipted.')
  },
}

function fail(stage: Stage, at: FleetUnit): void {
  at.unit.sense({ mains: false })
  stage.fleet.press(at, 'mains_failed')
}

function restore(stage: Stage, at: FleetUnit): void {
  at.unit.sense({ mains: true })
  stage.fleet.press(at, 'mains_restored')
}
