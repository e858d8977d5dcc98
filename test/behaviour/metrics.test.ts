import { afterEach, beforeEach, expect, test } from 'vitest'
import { metricsRoutes, serviceTokenRoutes } from '#contract/routes'
import { claim, onlyCall } from '../support/handling.ts'
import { type House, startHouse } from '../support/house.ts'
import { metricsOf, seriesOf } from '../support/metrics.ts'
import { requestWithToken } from '../support/person.ts'

let house: House
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.stop())

test('whoever watches from outside sees calls by urgency and state, and who is on duty', async () => {
  const admin = await house.given.admin()
  expect(seriesOf(await metricsOf(admin), 'anling_seats_on_duty')).toBe(0)
  const seat = await house.given.seat()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()

  const ringing = await metricsOf(admin)
  expect(seriesOf(ringing, 'anling_open_calls{priority="1",state="waiting"}')).toBe(1)
  expect(seriesOf(ringing, 'anling_pending_signals')).toBe(0)
  expect(seriesOf(ringing, 'anling_seats_on_duty')).toBe(1)
  expect(seriesOf(ringing, 'anling_accepting_signals')).toBe(1)

  await claim(seat.person, await onlyCall(seat.person))
  const claimed = await metricsOf(admin)
  expect(seriesOf(claimed, 'anling_open_calls{priority="1",state="claimed"}')).toBe(1)
  // A series that no longer counts anything is gone, not left at its last value.
  expect(seriesOf(claimed, 'anling_open_calls{priority="1",state="waiting"}')).toBeUndefined()
})

test('answers are counted by the route that was asked, never by the address', async () => {
  const admin = await house.given.admin()
  await fetch(`${house.app.url}/api/calls/kanari-id`)
  await fetch(`${house.app.url}/api/kanari-nowhere`)
  const metrics = await metricsOf(admin)
  const asked = 'anling_http_answer_seconds_count{method="GET",route="/api/calls/:id",status="401"}'
  expect(seriesOf(metrics, asked)).toBe(1)
  expect(metrics).not.toContain('kanari')
})

test('timers that nobody runs are told', async () => {
  const admin = await house.given.admin()
  const home = await house.given.home()
  await home.press('sos')
  await house.settled()
  await house.advance({ seconds: 1 })
  expect(seriesOf(await metricsOf(admin), 'anling_overdue_timers')).toBe(0)
  house.clock.jumpTo(house.clock.now() + 60_000)
  expect(seriesOf(await metricsOf(admin), 'anling_overdue_timers')).toBeGreaterThan(0)
})

test('a program reads them with a token for them, and with no other', async () => {
  const admin = await house.given.admin()
  const asks = async (scope: 'metrics:read' | 'events:read') => {
    const { token } = await admin.call(serviceTokenRoutes.add, { body: { name: 'watch', scopes: [scope], days: 1 } })
    return (await requestWithToken(house.app.url, token, metricsRoutes.read)).status
  }
  expect([await asks('metrics:read'), await asks('events:read')]).toEqual([200, 403])
})
