import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LAMP_STATES } from '#contract/lamps'
import { intakeRoutes } from '#contract/routes'
import { COUNTED_KINDS, HeartbeatMessage, SIGNAL_KINDS, SignalMessage } from '#contract/signals'
import { DEVICE_ID_PATTERN, DOWN_LANES, UP_LANES } from '#contract/topics'
import { HEARTBEATS } from '../../device-sim/heartbeat.ts'
import { readLamp, readReceipt } from '../../device-sim/inbound.ts'
import { laneOfKind } from '../../device-sim/message.ts'
import { gapAfter, SECOND_ROAD_AFTER_MS } from '../../device-sim/outbox.ts'
import { decode } from '../../server/intake/decode.ts'
import { goldenFiles } from '../wire/golden-files.ts'

const page = readFileSync(new URL('../../docs/device-protocol.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('|'))
const COUNTED: readonly string[] = COUNTED_KINDS
const json = [...page.matchAll(/^\{.*\}$/gm)].map(([body]) => body)

/** The rows of the page's tables whose first cell names this word in code style. */
const rowsOf = (word: string) => rows.filter((row) => row.split('|')[1]?.includes(`\`${word}\``))

describe('docs/device-protocol.md', () => {
  it.each(SIGNAL_KINDS)('says whether n counts %s', (kind) => {
    const counted = rowsOf(kind).map((row) => row.split('|')[2]?.trim())
    expect(counted).toContain(COUNTED.includes(kind) ? 'yes' : 'no')
  })

  it.each([...UP_LANES.map((lane) => `up/${lane}`), ...DOWN_LANES.map((lane) => `down/${lane}`)])(
    'has a row for %s',
    (lane) => {
      expect(rowsOf(lane)).not.toEqual([])
    },
  )

  it.each(LAMP_STATES)('says what the lamp state %s looks and sounds like', (state) => {
    expect(rowsOf(state).some((row) => row.split('|').length === 6)).toBe(true)
  })

  it.each(Object.keys({ ...SignalMessage.properties, ...HeartbeatMessage.properties }))(
    'explains the field %s',
    (field) => {
      expect(rowsOf(field)).not.toEqual([])
    },
  )

  it('names a lane for every kind as the simulator uses it', () => {
    const named = (lane: string) => rowsOf(`up/${lane}`).join()
    for (const kind of SIGNAL_KINDS) {
      const family = kind.endsWith('_restored') ? '_restored' : kind.replace(/_(low|ok|failed)$/, '')
      expect(named(laneOfKind(kind))).toContain(family)
    }
  })

  it('shows receipts of every form, as the golden files have them', () => {
    const shown = json.flatMap((body) => readReceipt(body) ?? [])
    const forms = goldenFiles('down').filter(({ lane, name }) => lane === 'receipt' && name !== 'refused_without_id')
    expect(shown).toEqual(expect.arrayContaining(forms.map(({ value }) => value)))
  })

  it('shows bodies that the house takes without a flaw, and a lamp that a unit can show', () => {
    const signals = json.filter((body) => body.includes('"kind":"sos"'))
    expect(signals.length).toBeGreaterThan(0)
    for (const body of signals)
      expect(decode('alarm', new TextEncoder().encode(body))).toMatchObject({ signal: { flaws: [] } })
    expect(json.some((body) => readLamp(body) !== null)).toBe(true)
  })

  it('gives the figures that the simulator keeps', () => {
    expect(page).toContain(DEVICE_ID_PATTERN)
    expect(page).toContain(`${intakeRoutes.push.method} ${intakeRoutes.push.url}`)
    expect(page).toContain(
      `${[1, 2, 3, 4, 5].map((tries) => gapAfter(tries) / 1000).join(', ')} s after the one before`,
    )
    expect(page).toContain(`from ${SECOND_ROAD_AFTER_MS / 1000} s after the press`)
    for (const [name, { everyS, lostAfterS }] of Object.entries(HEARTBEATS)) {
      const said = (seconds: number) => (seconds < 600 ? `${seconds} s` : `${seconds / 60} min`)
      expect(rows).toContain(`| ${name} | ${said(everyS)} | ${said(lostAfterS)} |`)
    }
  })
})
