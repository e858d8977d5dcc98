import { LIVE_BEAT_MS } from '#contract/live'
import { callRoutes, registryRoutes } from '#contract/routes'
import { openConsole, type TestConsole } from '../support/console.ts'
import { type Person, signIn } from '../support/person.ts'
import type { ServerProcess } from './server-process.ts'
import { ADMIN } from './town.ts'

/** Two operators on duty, whose consoles go on beating whatever the server does. */
export interface Desk {
  /** Calls that wait, but for the oldest, which nobody shall claim. */
  waiting(): Promise<string[]>
  /** Both claim at once; how many were told that the call is theirs. */
  bothClaim(id: string): Promise<number>
  leave(): void
}

export async function openDesk({ url }: ServerProcess): Promise<Desk> {
  const admin = await signIn(url, ADMIN.user, ADMIN.password)
  const seats = [await seat(admin, 'desk1', '张敏'), await seat(admin, 'desk2', '李强')] as const
  const beating = setInterval(() => {
    for (const { console } of seats) console.send({ type: 'beat', audio: 'running' })
  }, LIVE_BEAT_MS)
  return {
    async waiting() {
      const { items } = await seats[0].person.call(callRoutes.list, { query: {} })
      const calls = items.filter(({ state, subject }) => state === 'waiting' && subject.kind === 'home')
      const oldestFirst = calls.sort((a, b) => a.receivedAt.localeCompare(b.receivedAt))
      return oldestFirst.slice(1).map(({ id }) => id)
    },
    async bothClaim(id) {
      const answers = await Promise.all(seats.map(({ person }) => person.try(callRoutes.claim, { params: { id } })))
      return answers.filter(({ status }) => status === 200).length
    },
    leave() {
      clearInterval(beating)
      for (const { console } of seats) console.close()
    },
  }
}

interface Seat {
  readonly person: Person
  readonly console: TestConsole
}

async function seat(admin: Person, user: string, name: string): Promise<Seat> {
  const body = { user, name, role: 'operator', password: ADMIN.password } as const
  await admin.call(registryRoutes.addAccount, { body })
  const person = await signIn(admin.url, user, ADMIN.password)
  const console = await openConsole(person)
  await console.goOnDuty()
  return { person, console }
}
