import { describe, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import {
  EMPTY_STREAM,
  type Stream,
  withCall,
  withFrame,
  withList,
  withSnapshot,
} from '../../web/console/live/stream.ts'

const FIGURES = { rings: 0, answered: 0, medianAnswerMs: null, audibleSeats: 1 }
const NOW = '2026-11-22T02:00:00.000Z'

function call(id: string, version: number, state: Call['state'] = 'waiting'): Call {
  return { id, version, state, closedAt: state === 'closed' ? NOW : null, lastSignalAt: NOW } as Call
}

function standing(...calls: Call[]): Stream {
  return withSnapshot(EMPTY_STREAM, { type: 'snapshot', upTo: 7, now: NOW, calls, onDuty: false, figures: FIGURES })
}

function frame(after: number, upTo: number, ...calls: Call[]): Parameters<typeof withFrame>[1] {
  return { type: 'frame', after, upTo, events: [], calls, figures: FIGURES }
}

describe('the stream of calls', () => {
  test('takes a frame that follows on what it holds', () => {
    const next = withFrame(standing(call('a', 1)), frame(7, 9, call('a', 2, 'claimed')))
    expect(next).toMatchObject({ upTo: 9 })
    expect(next !== 'gap' && next.calls.get('a')?.state).toBe('claimed')
  })

  test('notices that something in between never arrived', () => {
    expect(withFrame(standing(), frame(8, 9))).toBe('gap')
    expect(withFrame(EMPTY_STREAM, frame(0, 1))).toBe('gap')
  })

  test('lets a late answer not undo later news', () => {
    expect(withCall(standing(call('a', 5, 'claimed')), call('a', 4)).calls.get('a')?.state).toBe('claimed')
  })

  test('keeps a call that just closed, so that its row need not jump away', () => {
    const closed = withCall(standing(call('a', 1)), call('a', 2, 'closed'))
    expect(withList(closed, [], 9, NOW).calls.has('a')).toBe(true)
  })

  test('drops what a full list no longer names', () => {
    expect(withList(standing(call('a', 1)), [], 9, NOW).calls.has('a')).toBe(false)
  })
})
