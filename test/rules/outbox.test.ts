import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Receipt } from '#contract/receipts'
import { SIGNAL_KINDS, type SignalKind } from '#contract/signals'
import { laneOfKind } from '../../device-sim/message.ts'
import * as outbox from '../../device-sim/outbox.ts'

const AT = '2026-11-22T01:02:03.004Z'
const stored = (id: string): Receipt => ({ id, stored: true, at: AT })
const signal = (id: string, kind: SignalKind = 'sos') => ({ id, kind, body: `{"id":"${id}"}`, sha256: `hash of ${id}` })

/** The seconds at which one signal goes out on a road that stays open, until `untilS`. */
function schedule(road: outbox.RoadName, untilS: number): readonly number[] {
  const sent: number[] = []
  let box = outbox.keep([], signal('a'), 0)
  for (;;) {
    const at = outbox.nextAt(box, [road])
    if (at === null || at > untilS * 1000) return sent
    for (const kept of outbox.due(box, road, at)) {
      sent.push(at / 1000)
      box = outbox.tried(box, road, kept.id, at)
    }
  }
}

const anyStep = fc.oneof(
  fc.record({ do: fc.constant('press' as const), kind: fc.constantFrom(...SIGNAL_KINDS) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.nat(120_000) }),
  fc.record({ do: fc.constant('send' as const), road: fc.constantFrom('mqtt' as const, 'http' as const) }),
  fc.record({ do: fc.constant('open' as const) }),
  fc.record({ do: fc.constant('wake' as const) }),
  fc.record({ do: fc.constant('receipt' as const), of: fc.nat(20), how: fc.constantFrom('id', 'sha256', 'refused') }),
)

/** Plays any life of a unit against a plain model: the set of what was pressed and not receipted. */
class Life {
  box: outbox.Outbox = []
  now = 0
  pressed: string[] = []
  readonly open = new Set<string>()
  readonly sends: { id: string; at: number; road: outbox.RoadName }[] = []

  play(step: typeof anyStep extends fc.Arbitrary<infer T> ? T : never): void {
    if (step.do === 'press') this.#press(step.kind)
    if (step.do === 'wait') this.now += step.ms
    if (step.do === 'send') this.#send(step.road)
    if (step.do === 'open') this.box = outbox.opened(this.box, 'mqtt', this.now)
    if (step.do === 'wake') this.box = outbox.woken(this.box, this.now)
    if (step.do === 'receipt') this.#receipt(this.pressed[step.of % Math.max(1, this.pressed.length)], step.how)
  }

  #press(kind: SignalKind): void {
    const id = `p${this.pressed.length}`
    this.pressed.push(id)
    this.open.add(id)
    this.box = outbox.keep(this.box, signal(id, kind), this.now)
  }

  #send(road: outbox.RoadName): void {
    for (const kept of outbox.due(this.box, road, this.now)) {
      this.sends.push({ id: kept.id, at: this.now, road })
      this.box = outbox.tried(this.box, road, kept.id, this.now)
    }
  }

  #receipt(id: string | undefined, how: string): void {
    if (id === undefined) return
    if (how === 'refused') this.box = outbox.receipted(this.box, { id, stored: false, code: 'storage_unavailable' })
    else {
      const receipt: Receipt = how === 'id' ? stored(id) : { id: null, sha256: `hash of ${id}`, stored: true, at: AT }
      this.open.delete(id)
      this.box = outbox.receipted(this.box, receipt)
    }
  }
}

describe('outbox', () => {
  it('sends at once, then after 2, 4, 8, 16, 32 and from then on every 60 seconds', () => {
    expect(schedule('mqtt', 300)).toEqual([0, 2, 6, 14, 30, 62, 122, 182, 242])
  })

  it('starts the second road after ten seconds', () => {
    expect(schedule('http', 150)).toEqual([10, 12, 16, 24, 40, 72, 132])
  })

  it('holds exactly what was pressed and has no receipt, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        const life = new Life()
        for (const step of steps) life.play(step)
        expect(new Set(life.box.map((kept) => kept.id))).toEqual(life.open)
      }),
    )
  })

  it('is never more than 60 seconds from the next try, and nothing due stays behind after sending', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        const life = new Life()
        for (const step of steps) life.play(step)
        life.play({ do: 'send', road: 'mqtt' })
        expect(outbox.due(life.box, 'mqtt', life.now)).toEqual([])
        for (const kept of life.box) expect(kept.mqtt.nextAt - life.now).toBeLessThanOrEqual(60_000)
      }),
    )
  })

  it('never changes the bytes of a signal', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
        const life = new Life()
        for (const step of steps) life.play(step)
        for (const kept of life.box) expect(kept).toMatchObject(signal(kept.id, kept.kind))
      }),
    )
  })

  it('sends everything kept at once when MQTT opens, alarms first', () => {
    let box: outbox.Outbox = []
    for (const kind of ['battery_low', 'meal', 'sos'] as const) box = outbox.keep(box, signal(kind, kind), 0)
    for (const kept of box) box = outbox.tried(box, 'mqtt', kept.id, 0)
    const ids = outbox.due(outbox.opened(box, 'mqtt', 100), 'mqtt', 100).map((kept) => kept.id)
    expect(ids).toEqual(['sos', 'meal', 'battery_low'])
  })

  it('keeps on `stored: false`, with and without an id, and ignores receipts of others', () => {
    const box = outbox.keep([], signal('a'), 0)
    expect(outbox.receipted(box, { id: 'a', stored: false, code: 'storage_unavailable' })).toEqual(box)
    expect(outbox.receipted(box, { id: null, stored: false, code: 'storage_unavailable' })).toEqual(box)
    expect(outbox.receipted(box, stored('b'))).toEqual(box)
    expect(outbox.receipted(outbox.receipted(box, stored('a')), stored('a'))).toEqual([])
  })

  it('gives up status, then keys, before an alarm when it is full', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNAL_KINDS), { maxLength: 2 * outbox.OUTBOX_ROOM }), (kinds) => {
        const box = kinds.reduce<outbox.Outbox>((held, kind, i) => outbox.keep(held, signal(`p${i}`, kind), i), [])
        const alarms = kinds.filter((kind) => laneOfKind(kind) === 'alarm').length
        const keptAlarms = box.filter((kept) => laneOfKind(kept.kind) === 'alarm').length
        expect(box.length).toBe(Math.min(kinds.length, outbox.OUTBOX_ROOM))
        expect(keptAlarms).toBe(Math.min(alarms, outbox.OUTBOX_ROOM))
      }),
      { numRuns: 30 },
    )
  })
})
