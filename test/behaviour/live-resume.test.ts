import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { callRoutes } from '#contract/routes'
import { openConsole, type TestConsole } from '../support/console.ts'
import { type Heard, hear } from '../support/ear.ts'
import { openCalls } from '../support/handling.ts'
import { type GivenHome, type House, startHouse } from '../support/house.ts'
import type { Person } from '../support/person.ts'

let house: House
let operator: Person
let homes: GivenHome[]
let stays: TestConsole
beforeEach(async () => {
  house = await startHouse()
  operator = await house.given.person()
  homes = await Promise.all([house.given.home(), house.given.home(), house.given.home()])
  stays = await house.given.console(operator)
  await stays.until((message): message is typeof message => message.type === 'snapshot')
})
afterEach(() => house.stop())

const anyStep = fc.oneof(
  fc.record({ do: fc.constantFrom('press' as const), home: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('claim' as const, 'release' as const, 'leave' as const, 'return' as const) }),
)
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** A console that comes and goes, and asks each time only for what it missed. */
class Wanderer {
  #console: TestConsole | null = null
  #known: Heard

  constructor(known: Heard) {
    this.#known = known
  }

  get heard(): Heard {
    return hear(this.#console?.messages ?? [], this.#known)
  }

  leave(): void {
    this.#known = this.heard
    this.#console?.close()
    this.#console = null
  }

  async comeBack(): Promise<void> {
    this.#console ??= await openConsole(operator, { after: this.#known.upTo })
  }

  /** Resolves when everything up to this event has been heard. */
  async caughtUp(upTo: number): Promise<void> {
    if (upTo === 0 || this.heard.upTo >= upTo) return
    await this.#console?.until((message): message is typeof message => message.type === 'frame' && message.upTo >= upTo)
  }
}

async function play(step: Step, wanderer: Wanderer): Promise<void> {
  if (step.do === 'press') await homes[step.home]?.press('sos')
  if (step.do === 'leave') wanderer.leave()
  if (step.do === 'return') await wanderer.comeBack()
  if (step.do !== 'claim' && step.do !== 'release') return
  const [first] = await openCalls(operator)
  if (first) await operator.try(callRoutes[step.do], { params: { id: first.id } })
}

test('leaving at any moment and resuming from any number equals never having left', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 14 }), async (steps) => {
      const before = hear(stays.messages)
      const wanderer = new Wanderer(before)
      await wanderer.comeBack()
      for (const step of steps) await play(step, wanderer)
      await wanderer.comeBack()
      await house.settled()
      const upTo = (await house.news(Math.max(0, before.upTo - 1))).at(-1)?.seq ?? 0
      await stays.until((message): message is typeof message => 'upTo' in message && message.upTo >= upTo)
      await wanderer.caughtUp(upTo)
      const [stayed, wandered] = [hear(stays.messages), wanderer.heard]
      wanderer.leave()
      expect(wandered.gaps).toBe(0)
      expect(wandered.events).toEqual(stayed.events)
      expect([...wandered.calls]).toEqual([...stayed.calls])
    }),
    { numRuns: 50 },
  )
})

test('the reader notices a frame that is missing and one that comes twice', async () => {
  await homes[0]?.press('sos')
  await homes[1]?.press('sos')
  await house.settled()
  await house.advance({ seconds: 1 })
  const frames = stays.messages.filter((message) => message.type !== 'beat')
  expect(hear(frames).gaps).toBe(0)
  expect(hear(frames.toSpliced(1, 1)).gaps).toBeGreaterThan(0)
  expect(hear([...frames, ...frames.slice(-1)]).gaps).toBeGreaterThan(0)
})
