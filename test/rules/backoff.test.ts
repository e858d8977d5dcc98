import fc from 'fast-check'
import { expect, it } from 'vitest'
import { agentOf } from '../../server/registry/accounts/agent.ts'
import { type Backoff, oneMore, type Tries, waitOf } from '../../server/registry/accounts/backoff.ts'

const RULE: Backoff = { free: 3, firstMs: 1_000, longestMs: 60_000, forgetMs: 600_000 }

/** Tries as often as it is let; how many tries that were in all. */
function tryFor(ms: number, stepMs: number): number {
  let known: Tries | undefined
  let count = 0
  for (let at = 1; at <= ms; at += stepMs) {
    if (waitOf(RULE, known, at) > 0) continue
    known = oneMore(RULE, known, at)
    count += 1
  }
  return count
}

it('lets the first tries pass, and then few however often somebody tries', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 60_000, max: 500_000 }), (stepMs, ms) => {
      // 1 + 2 + 4 + … + 32 s, then one a minute.
      const most = RULE.free + 7 + Math.ceil(ms / RULE.longestMs)
      expect(tryFor(ms, stepMs)).toBeLessThanOrEqual(most)
    }),
  )
})

it('never makes anybody wait longer than the longest, nor before the free tries are used up', () => {
  const tries = fc.record({ tries: fc.nat(1_000_000), lastAt: fc.nat(1_000_000) })
  fc.assert(
    fc.property(tries, fc.nat(2_000_000), (known, later) => {
      const wait = waitOf(RULE, known, known.lastAt + later)
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThanOrEqual(RULE.longestMs)
      if (known.tries < RULE.free || later >= RULE.forgetMs) expect(wait).toBe(0)
    }),
  )
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36', 'Chrome · Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 13_2 like Mac OS X) AppleWebKit/605.1.15 Version/13.0 Safari/604.1',
    'Safari · iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 10; V2001A) Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0', 'WeChat · Android'],
  ['curl/8.5.0', ''],
])('names the browser in two words: %s', (header, agent) => {
  expect(agentOf(header)).toBe(agent)
})
