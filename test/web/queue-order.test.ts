import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Call } from '#contract/calls'
import { heldOrder, sortedIds, topWaiting, type View } from '../../web/console/queue/order.ts'

const EVERYTHING: View = { scope: 'all', levels: new Set(), accountId: 'me' }

function call(id: string, given: Partial<Call> = {}): Call {
  const receivedAt = '2026-11-22T02:00:00.000Z'
  return { id, priority: 1, state: 'waiting', receivedAt, owner: null, ...given } as Call
}

const mapOf = (...calls: Call[]): Map<string, Call> => new Map(calls.map((one) => [one.id, one]))

describe('the queue', () => {
  test('stands by level, then age', () => {
    const calls = mapOf(
      call('late', { receivedAt: '2026-11-22T02:05:00.000Z' }),
      call('service', { priority: 3, receivedAt: '2026-11-22T01:00:00.000Z' }),
      call('early'),
    )
    expect(sortedIds(calls, EVERYTHING)).toEqual(['early', 'late', 'service'])
    expect(topWaiting(calls)?.id).toBe('early')
  })

  test('shows a new emergency above those that are looked after', () => {
    const handled = { state: 'claimed', receivedAt: '2026-11-22T01:00:00.000Z' } as const
    expect(sortedIds(mapOf(call('handled', handled), call('new')), EVERYTHING)).toEqual(['new', 'handled'])
  })

  test('never hides a waiting emergency behind a filter', () => {
    const calls = mapOf(call('sos'), call('offline', { priority: 4 }))
    expect(sortedIds(calls, { ...EVERYTHING, scope: 'mine', levels: new Set([3]) })).toEqual(['sos'])
  })

  test('moves nothing while it is held, and puts what is new last', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 })
    fc.assert(
      fc.property(ids, ids, (shown, sorted) => {
        const calls = mapOf(...[...shown, ...sorted].map((id) => call(id)))
        const held = heldOrder(shown, sorted, calls)
        expect(held.slice(0, shown.length)).toEqual(shown)
        expect(new Set(held)).toEqual(new Set([...shown, ...sorted]))
      }),
    )
  })
})
