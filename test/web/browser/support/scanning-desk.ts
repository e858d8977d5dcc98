import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Call } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import type { SignalKind } from '#contract/signals'
import type { Person } from '../../../support/person.ts'
import { refusalWith } from './complaints.ts'
import { type Neighbour, type Screen, type ScreenOptions, startDesk, type TestDesk } from './desk.ts'
import { mayStandStill, noteTones } from './in-page.ts'
import { type Claim, scanAs, scans, VARIANTS } from './scan.ts'

/** A desk whose screens are looked at by axe: pages hold still, and what was scanned is counted at the end. */
export interface ScanningDesk {
  readonly desk: TestDesk
  readonly operator: Person
  /** On duty all the time, or the desk would ring for itself. */
  readonly colleague: Person
  /** The screen opened last. */
  readonly screen: Screen
  open(person: Person | null, options?: ScreenOptions): Promise<Page>
  /** Somebody at a home that nobody knows yet presses. */
  pressed(kind?: SignalKind): Promise<Neighbour>
  /** The open call of this home's unit. */
  callOf(neighbour: Neighbour): Promise<Call>
  /** Scans a state in which the page has no switches of its own, opened anew for each variant. */
  scanAnew(state: string, person: Person, claim: Claim, options?: AnewOptions): Promise<void>
}

export interface AnewOptions extends ScreenOptions {
  /** Status that the server answers with in this state. */
  readonly refusedWith?: number
}

/** Sets the desk up for all tests of a file and takes it down after them. */
export function scanningDesk(): ScanningDesk {
  let desk: TestDesk
  let operator: Person
  let colleague: Person
  let screen: Screen

  beforeAll(async () => {
    desk = await startDesk()
    operator = await desk.house.given.person('operator', '张敏')
    const seat = await desk.house.given.seat('刘洋')
    colleague = seat.person
    const alive = setInterval(() => void seat.console.beat(), 2000)
    seat.console.socket.on('close', () => clearInterval(alive))
  })
  afterEach(() => screen?.context.close())
  afterAll(async () => {
    await desk?.stop()
    const states = new Set(scans().map(({ state }) => state))
    console.log(`axe: ${scans().length} scans of ${states.size} states, by day in Chinese and by night in English`)
  })

  async function open(person: Person | null, options: ScreenOptions = {}): Promise<Page> {
    screen = await desk.open(person, {
      probes: [mayStandStill, noteTones],
      context: { reducedMotion: 'reduce' },
      ...options,
    })
    return screen.page
  }

  return {
    get desk() {
      return desk
    },
    get operator() {
      return operator
    },
    get colleague() {
      return colleague
    },
    get screen() {
      return screen
    },
    open,
    async pressed(kind = 'sos') {
      const neighbour = await desk.neighbour()
      await neighbour.device.press(kind)
      return neighbour
    },
    async callOf({ device }) {
      const { items } = await colleague.call(callRoutes.list)
      const found = items.find(({ deviceId }) => deviceId === device.id)
      if (!found) throw new Error(`no open call of ${device.id}`)
      return found
    },
    async scanAnew(state, person, claim, { refusedWith, ...options } = {}) {
      for (const variant of VARIANTS) {
        const page = await open(person, { ...options, ...variant })
        if (refusedWith) {
          screen.complaints.expect(refusalWith(refusedWith))
          screen.complaints.expect(new RegExp(`Unexpected response code: ${refusedWith}`))
        }
        await scanAs(page, variant, state, claim)
        await screen.context.close()
      }
    },
  }
}

/** An answer of the server to which pages have to say something. */
export function problem(status: number, code: string) {
  const requestId = '01a201c0-1f2e-7a00-8000-000000000001'
  return { status, contentType: 'application/json', body: JSON.stringify({ code, title: code, requestId }) }
}
