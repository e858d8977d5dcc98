import type { Page, WebSocketRoute } from 'playwright-core'
import { expect, test } from 'vitest'
import { sessionRoutes } from '#contract/routes'
import type { Catalogue } from '../../../web/shared/i18n/catalogues.ts'
import { refusalWith } from './support/complaints.ts'
import { scan } from './support/scan.ts'
import { problem, scanningDesk } from './support/scanning-desk.ts'

const here = scanningDesk()

/** The feed of one page, which a story can keep silent. */
async function feedOf(page: Page): Promise<{ silent: boolean }> {
  const feed = { silent: false }
  await page.routeWebSocket('**/api/live', (near: WebSocketRoute) => {
    const far = near.connectToServer()
    far.onMessage((message) => {
      if (!feed.silent) near.send(message)
    })
  })
  return feed
}

test('a connection that is slow, broken, and broken altogether', async () => {
  await here.pressed()
  let feed = { silent: false }
  const page = await here.open(here.operator, {
    before: async (opened) => {
      feed = await feedOf(opened)
    },
  })
  await page.locator('[data-row]').first().waitFor()
  feed.silent = true
  await page.waitForFunction(() => {
    window.ticksHeld = document.querySelector('[data-bar="amber"]') !== null
    return window.ticksHeld
  })
  await scan(page, 'amber bar', async (at) => {
    await at.locator('[data-bar="amber"]').waitFor()
    await at.locator('[data-health="amber"]').waitFor()
  })
  await page.evaluate(() => {
    window.ticksHeld = false
  })
  await scan(page, 'red bar', async (at, words) => {
    await at.locator('[data-bar="red"]').getByText(words.connection.polling).waitFor()
    expect(await at.getByRole('main').getByRole('button', { name: words.overview.claimTop }).isDisabled()).toBe(true)
  })
  here.screen.complaints.expect(/ERR_FAILED/)
  await page.route('**/api/**', (route) => route.abort())
  await scan(page, 'red bar, fall-back fails too', async (at, words) => {
    await at.locator('[data-bar="red"]').getByText(words.connection.nothing).waitFor()
  })
})

test('a page that is too old for the server', async () => {
  const page = await here.open(here.operator, {
    before: (opened) =>
      opened.routeWebSocket('**/api/live', (near: WebSocketRoute) => {
        near.onMessage(() => near.send(JSON.stringify({ type: 'refused', code: 'bad_request' })))
      }),
  })
  await scan(page, 'page too old', async (at, words) => {
    await at.getByText(words.connection.reload).waitFor()
  })
})

test('a session that ended', async () => {
  await here.pressed()
  const person = await here.desk.house.given.person('operator', '孙丽')
  const page = await here.open(person)
  here.screen.complaints.expect(refusalWith(401))
  here.screen.complaints.expect(/WebSocket connection to .* failed/)
  await page.locator('[data-row]').first().waitFor()
  await person.call(sessionRoutes.close)
  await scan(page, 'session ended', async (at, words) => {
    await at.getByRole('dialog', { name: words.login.ended }).getByText(words.login.endedLead).waitFor()
  })
})

test('no permission, no such page, no answer', async () => {
  const volunteer = await here.desk.house.given.person('volunteer')
  const refused = async (at: Page, words: Catalogue): Promise<void> => {
    await at.getByRole('heading', { name: words.login.noDesk }).waitFor()
  }
  await here.scanAnew('no permission', volunteer, refused, { refusedWith: 403 })

  const nowhere = async (at: Page, words: Catalogue): Promise<void> => {
    await at.getByText(words.app.notFound).waitFor()
  }
  await here.scanAnew('no such page', here.operator, nowhere, { path: '/nowhere' })

  const broken = async (at: Page, words: Catalogue): Promise<void> => {
    await at.getByText(words.problem.internal_error).waitFor()
    await at.getByRole('button', { name: words.app.retry }).waitFor()
  }
  const breakIt = (page: Page): Promise<unknown> =>
    page.route('**/api/session', (route) => route.fulfill(problem(500, 'internal_error')))
  await here.scanAnew('server fails at the door', here.operator, broken, { before: breakIt, refusedWith: 500 })

  const loading = async (at: Page, words: Catalogue): Promise<void> => {
    await at.getByText(words.app.loading).waitFor()
  }
  const hold = (page: Page): Promise<unknown> => page.route('**/api/session', () => undefined)
  await here.scanAnew('waiting at the door', here.operator, loading, { before: hold })
})

test('a queue and a call that are loading, and a call that did not load', async () => {
  const neighbour = await here.pressed()
  const { id } = await here.callOf(neighbour)
  const page = await here.open(here.operator, {
    path: `/calls/${id}`,
    before: async (opened) => {
      await opened.routeWebSocket('**/api/live', () => undefined)
      await opened.route(`**/api/calls/${id}`, () => undefined)
      await opened.addInitScript(() => {
        window.ticksHeld = true
      })
    },
  })
  await scan(page, 'loading', async (at) => {
    expect(await at.locator('[aria-busy="true"]').count()).toBe(2)
    await at.locator('[data-health="connecting"]').waitFor()
  })
  await here.screen.context.close()

  const failed = await here.open(here.operator, {
    path: `/calls/${id}`,
    before: (opened) => opened.route(`**/api/calls/${id}`, (route) => route.fulfill(problem(500, 'internal_error'))),
  })
  here.screen.complaints.expect(refusalWith(500))
  await scan(failed, 'call did not load', async (at, words) => {
    await at.getByRole('region', { name: words.app.failed }).getByRole('button', { name: words.app.retry }).waitFor()
  })
  await failed.unroute(`**/api/calls/${id}`)
  await failed
    .getByRole('region')
    .getByRole('button', { name: /再试一次|Try again/ })
    .click()
  await failed.getByRole('main').getByText(neighbour.card.address).waitFor()
})
