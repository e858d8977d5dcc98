import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Area } from '#contract/areas'
import type { HomeCard, NewHome } from '#contract/registry'
import { registryRoutes } from '#contract/routes'
import { town } from '../../../../server/demo/town.ts'
import { catalogues, type Language } from '../../../../web/shared/i18n/catalogues.ts'
import type { HandClock } from '../../../support/clock.ts'
import { connectDevice, type TestDevice } from '../../../support/device.ts'
import { type House, startHouse } from '../../../support/house.ts'
import type { Person } from '../../../support/person.ts'
import { startChromium } from './chromium.ts'
import { type Complaints, listenForComplaints } from './complaints.ts'
import { wallClock } from './wall-clock.ts'

/** The words on the screen, from the same catalogue that the console reads. */
export const zh = catalogues['zh-CN']

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')

/** A person's browser, signed in and looking at the desk. */
export interface Screen {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: Complaints
}

export interface ScreenOptions {
  /** Where to look; otherwise the overview. */
  readonly path?: string
  /** Another way to the server than the straight one. */
  readonly url?: string
  readonly theme?: 'day' | 'night'
  readonly language?: Language
  readonly probes?: ReadonlyArray<() => void>
  readonly context?: BrowserContextOptions
  /** Before the first request of the page. */
  readonly before?: (page: Page) => Promise<unknown>
}

export interface Neighbour {
  readonly card: HomeCard
  readonly device: TestDevice
}

/** The real server with the built console, a browser, and the fictional town of the demo. */
export interface TestDesk {
  readonly house: House
  readonly clock: HandClock
  readonly url: string
  /** Opens the desk as this person, or the sign-in page as nobody. */
  open(person: Person | null, options?: ScreenOptions): Promise<Screen>
  /** The next home of the town, with its unit connected. */
  neighbour(parts?: Partial<NewHome>): Promise<Neighbour>
  /** Ends everything. @throws when a browser complained of something that no story expected. */
  stop(): Promise<void>
}

/** @throws when the console is not built or there is no browser. */
export async function startDesk(startAt?: string): Promise<TestDesk> {
  if (!existsSync(join(ROOT, 'dist', 'web', 'index.html'))) {
    throw new Error('The console is not built: run npm test, or npx vite build first.')
  }
  const clock = wallClock(startAt)
  const house = await startHouse({ clock })
  const browser = await startChromium().catch(async (fault: unknown) => {
    await house.stop()
    throw fault
  })
  const screens: Screen[] = []
  const devices: TestDevice[] = []
  return {
    house,
    clock,
    url: house.app.url,
    async open(person, options = {}) {
      const screen = await openScreen(browser, person, { url: house.app.url, ...options })
      screens.push(screen)
      return screen
    },
    async neighbour(parts) {
      const neighbour = await addNeighbour(house, devices.length, parts)
      devices.push(neighbour.device)
      return neighbour
    },
    async stop() {
      await browser.close()
      await Promise.all(devices.map((device) => device.stop()))
      await house.stop()
      const complaints = screens.flatMap((screen) => screen.complaints.unexpected())
      if (complaints.length > 0) throw new Error(`The browser complained:\n${complaints.join('\n')}`)
    },
  }
}

/** A browser window of its own, with its own cookies and memory. */
export async function openScreen(
  browser: Browser,
  person: Pick<Person, 'cookie'> | null,
  { url = '', path = '/', theme = 'day', language = 'zh-CN', probes = [], context: given, before }: ScreenOptions,
): Promise<Screen> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...given,
  })
  const complaints = listenForComplaints(context)
  await context.addInitScript(
    (kept) => {
      // The empty page that every window begins with has no memory.
      if (self.origin === 'null') return
      for (const [key, value] of kept) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
    },
    [
      ['anling.theme', theme],
      ['anling.language', language],
    ] as ReadonlyArray<readonly [string, string]>,
  )
  for (const probe of probes) await context.addInitScript(probe)
  if (person) {
    const [name = '', value = ''] = person.cookie.split('=')
    await context.addCookies([{ name, value, url }])
  }
  const page = await context.newPage()
  await before?.(page)
  await page.goto(`${url}${path}`)
  return { page, context, complaints }
}

const communities = new WeakMap<House, Map<string, Promise<Area>>>()

/** The community of this name, made the first time somebody lives in it. */
function communityOf(house: House, name: string): Promise<Area> {
  const known = communities.get(house) ?? new Map<string, Promise<Area>>()
  communities.set(house, known)
  const area = known.get(name) ?? house.given.area('community', null, name)
  known.set(name, area)
  return area
}

async function addNeighbour(house: House, n: number, parts: Partial<NewHome> = {}): Promise<Neighbour> {
  const admin = await house.given.admin()
  const there = town(n + 1)[n]
  if (!there) throw new Error('the town is too small')
  const { id: areaId } = await communityOf(house, there.community)
  const card = await admin.call(registryRoutes.addHome, { body: { ...there.home, areaId, ...parts } })
  const id = `home-${String(n + 1).padStart(4, '0')}`
  const body = { id, model: 'AL-1', class: 'mains' as const, homeId: card.id }
  const credential = await admin.call(registryRoutes.addDevice, { body })
  return { card, device: await connectDevice(house.app.mqttPort, credential) }
}
