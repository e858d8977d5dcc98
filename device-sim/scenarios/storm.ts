import type { Scenario } from './stage.ts'

/** An earthquake, as far as the house can feel it: every home at once, over connections that have just come back. */
export const storm: Scenario = {
  name: 'storm',
  says: 'Every unit loses its connection, comes back and presses SOS in the same second; it ends when all are receipted.',
  homes: 1,
  run: async (stage) => {
    const { units, tally } = stage.fleet
    await stage.connected()
    stage.say(`${units.length} units lose their power for a moment and press SOS as soon as it is back.`)
    for (const { unit } of units) unit.powerCut()
    await stage.wait(1)
    const started = stage.clock.now()
    for (const { unit } of units) unit.powerOn()
    const presses = units.map(({ unit }) => unit.press('sos').receipted)
    await stage.until(Promise.all(presses))
    const seconds = ((stage.clock.now() - started) / 1000).toFixed(1)
    stage.say(`${presses.length} presses receipted in ${seconds} s, the slowest after ${tally.sums().slowestMs} ms.`)
  },
}
