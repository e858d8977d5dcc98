import { expect, test } from 'vitest'
import type { Event } from '#contract/events'
import { linesOf } from '../../web/console/timeline/lines.ts'

const minute = (n: number): string => `2026-11-22T02:0${n}:00.000Z`
const opened: Event = {
  ...{ seq: 1, at: minute(0), type: 'call.opened', actor: { kind: 'device', id: 'd1' } },
  ...{ callId: 'c1', homeId: 'h1', deviceId: 'd1', data: {} },
}
const claimed: Event = { ...opened, seq: 5, at: minute(3), type: 'call.claimed', actor: { kind: 'account', id: 'a1' } }
const note = { id: 'n1', at: minute(2), author: '张敏', text: '已联系女儿' }
const lines = (presses: number, lastSignalAt: string) =>
  linesOf({ call: { presses, lastSignalAt }, events: [opened, claimed], notes: [note] })

test('events, notes and the latest of several presses stand newest first', () => {
  expect(lines(4, minute(1)).map(({ key }) => key)).toEqual(['e5', 'nn1', 'presses', 'e1'])
  expect(lines(4, minute(1))[2]).toMatchObject({ kind: 'presses', presses: 4, at: minute(1) })
})

test('a call pressed once says so by its opening alone', () => {
  expect(lines(1, minute(0)).map(({ key }) => key)).toEqual(['e5', 'nn1', 'e1'])
})
