import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { LAMP_STATES, LampMessage } from '#contract/lamps'
import { Receipt } from '#contract/receipts'
import { HeartbeatMessage, OnlineMessage, SIGNAL_KINDS, SignalMessage } from '#contract/signals'
import { readLamp, readReceipt } from '../../device-sim/inbound.ts'
import { heartbeatBody, laneOfKind, onlineBody, signalBody } from '../../device-sim/message.ts'
import { decode } from '../../server/intake/decode.ts'
import { badBodies, bytesOf, type Golden, goldenFiles } from './golden-files.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const up = goldenFiles('up')
const down = goldenFiles('down')
const signals = up.filter((golden) => ['alarm', 'key', 'status'].includes(golden.lane))
const named = (list: readonly Golden[]) => list.map((golden) => [`${golden.lane}/${golden.name}`, golden] as const)

describe('golden bodies that a device sends', () => {
  it('has one for every kind', () => {
    expect(signals.map((golden) => golden.value.kind).sort()).toEqual([...SIGNAL_KINDS].sort())
  })

  it.each(named(signals))(
    '%s fits the schema, is decoded without a flaw, and is what the simulator sends',
    (_, golden) => {
      const { v: _v, battery, mains, rssi, ...facts } = golden.value as unknown as SignalMessage
      const decoded = decode(golden.lane, bytes(golden.text))
      expect([...Compile(SignalMessage).Errors(golden.value)]).toEqual([])
      expect(decoded).toMatchObject({ type: 'signal', signal: { ...facts, battery, mains, rssi, flaws: [] } })
      const senses = { ...(battery === undefined ? {} : { battery }), ...(mains === undefined ? {} : { mains }) }
      const sent = signalBody(facts, rssi === undefined ? senses : { ...senses, rssi })
      expect(JSON.parse(sent)).toEqual(golden.value)
      expect(laneOfKind(facts.kind)).toBe(golden.lane)
    },
  )

  it.each(named(up.filter((one) => one.lane === 'heartbeat')))(
    '%s fits, is decoded, and is what the simulator sends',
    (_, golden) => {
      const { at, boot, n, battery, mains, rssi } = golden.value as unknown as HeartbeatMessage
      expect(Compile(HeartbeatMessage).Check(golden.value)).toBe(true)
      expect(decode('heartbeat', bytes(golden.text))).toEqual({ type: 'heartbeat', boot, n, battery, mains, rssi })
      const sent = heartbeatBody({ at, boot, n }, { battery: battery ?? 0, mains: mains ?? false, rssi: rssi ?? 0 })
      expect(JSON.parse(sent)).toEqual(golden.value)
    },
  )

  it.each(named(up.filter((one) => one.lane === 'online')))(
    '%s fits, is decoded, and is what the simulator sends',
    (_, golden) => {
      const online = golden.value.online === true
      expect(Compile(OnlineMessage).Check(golden.value)).toBe(true)
      expect(decode('online', bytes(golden.text))).toEqual({ type: 'online', online })
      expect(JSON.parse(onlineBody(online))).toEqual(golden.value)
    },
  )
})

describe('golden bodies that a device receives', () => {
  it.each(named(down.filter((one) => one.lane === 'receipt')))('%s fits, and the simulator reads it', (_, golden) => {
    expect(Compile(Receipt).Check(golden.value)).toBe(true)
    expect(readReceipt(golden.text)).toEqual(golden.value)
  })

  it.each(named(down.filter((one) => one.lane === 'state')))('%s fits, and the simulator reads it', (_, golden) => {
    expect(Compile(LampMessage).Check(golden.value)).toBe(true)
    expect(readLamp(golden.text)).toEqual(golden.value)
  })

  it('has one for every lamp state', () => {
    const states = down.filter((golden) => golden.lane === 'state').map((golden) => golden.value.state)
    expect(states.sort()).toEqual([...LAMP_STATES].sort())
  })

  it.each(['', 'null', '[]', '{}', '{"stored":"yes"}', '{"id":null,"stored":true}'])(
    'reads %j as no receipt',
    (body) => {
      expect(readReceipt(body)).toBeNull()
      expect(readLamp(body)).toBeNull()
    },
  )
})

describe('bad bodies', () => {
  it.each(badBodies().map((bad) => [bad.what, bad] as const))('%s', (_, bad) => {
    const decoded = decode(bad.lane, bytesOf(bad))
    const told = decoded.type === 'signal' ? { type: 'signal', ...decoded.signal } : decoded
    expect(told).toMatchObject(bad.outcome)
  })
})
