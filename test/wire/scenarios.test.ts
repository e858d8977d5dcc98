import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Fleet, startFleet } from '../../device-sim/fleet.ts'
import { seededRandom } from '../../device-sim/random.ts'
import { PLAYBILL } from '../../device-sim/scenarios/playbill.ts'
import { stageFor } from '../../device-sim/scenarios/stage.ts'
import { type HandClock, handClock } from './hand-clock.ts'
import { type SmallBroker, smallBroker } from './small-broker.ts'

const DEVICES = Array.from({ length: 4 }, (_, i) => ({
  id: `unit-${i}`,
  secret: 'secret',
  home: `home ${i}`,
  class: 'mains' as const,
}))

let broker: SmallBroker
let clock: HandClock
let fleet: Fleet
let stopped: AbortController

beforeEach(async () => {
  broker = await smallBroker({ receipts: true })
  clock = handClock()
  stopped = new AbortController()
  const options = { devices: DEVICES, mqttUrl: broker.url, clock, random: seededRandom(1), onNews: () => {} }
  fleet = await startFleet(options, stopped.signal)
})

afterEach(async () => {
  stopped.abort(new Error('stopped'))
  for (const { unit } of fleet.units) unit.powerCut()
  await broker.stop()
})

/** Moves the clock whenever the sockets have had a turn, until `over`. */
async function playOn(over: () => boolean): Promise<void> {
  while (!over()) {
    clock.move(250)
    await new Promise(setImmediate)
  }
}

const ending = PLAYBILL.filter(({ name }) => name !== 'daily' && name !== 'demo')

it.each(ending.map((scenario) => [scenario.name, scenario] as const))(
  '%s ends with every signal receipted',
  async (_, scenario) => {
    const said: string[] = []
    const stage = {
      fleet,
      clock,
      random: seededRandom(3),
      speed: 1,
      say: (sentence: string) => void said.push(sentence),
    }
    let over = false
    const run = scenario.run(stageFor(stage, stopped.signal)).finally(() => {
      over = true
    })
    await playOn(() => over && fleet.tally.sums().waiting === 0)
    await run
    expect(fleet.tally.sums().receipted).toBeGreaterThan(0)
    expect(fleet.tally.sums().receipted).toBe(fleet.tally.sums().pressed)
    expect(said.length).toBeGreaterThan(0)
  },
)

it.each(['daily', 'demo'])('%s goes on until it is stopped, and the demo begins with an SOS', async (name) => {
  const scenario = PLAYBILL.find((one) => one.name === name)
  const stage = { fleet, clock, random: seededRandom(3), speed: 100, say: () => {} }
  const run = scenario?.run(stageFor(stage, stopped.signal))
  await playOn(() => fleet.tally.sums().receipted >= 5)
  stopped.abort(new Error('stopped'))
  await expect(run).rejects.toThrow('stopped')
  const first = broker.heard.find((one) => ['alarm', 'key', 'status'].includes(one.lane))
  if (name === 'demo') expect(JSON.parse(first?.text ?? '{}').kind).toBe('sos')
})
