import { generateSync } from 'otplib'
import type { Route } from '#contract/route'
import * as contract from '#contract/routes'
import { registryRoutes, sessionRoutes } from '#contract/routes'
import { fromPage } from './browser.ts'
import { openConsole } from './console.ts'
import { type Person, request, signIn } from './person.ts'

/** A house under attack, known only by its address and its first administrator; what an attack gains is returned. */
export interface Target {
  readonly url: string
  readonly user: string
  readonly password: string
}

const routes = Object.values(contract).flatMap((group): Route[] => Object.values(group))
/** What browsers send along with a cookie: devices and brokers hold none. */
const WRITING = routes.filter(({ method, url }) => method !== 'GET' && !url.startsWith('/ingest/'))

const address = (url: string, { url: path }: Route): string => url + path.replace(/:(\w+)/g, 'none')

/** Origins of pages that are not ours, though some look like it. */
export function foreignOrigins(url: string): string[] {
  const { host, hostname, port } = new URL(url)
  return [
    'https://evil.example',
    'null',
    `http://sub.${host}`,
    `http://${host}.evil.example`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://${hostname}`,
  ]
}

/** Pages of other origins write with somebody's cookie: the routes that let them, by origin. */
export async function forge({ url, user, password }: Target): Promise<string[]> {
  const { cookie } = await signIn(url, user, password)
  const gained: string[] = []
  // Whatever ends or refuses this session comes last.
  for (const route of [...WRITING].sort((a, b) => Number(endsSession(a)) - Number(endsSession(b)))) {
    for (const origin of foreignOrigins(url)) {
      const { code } = await fromPage(address(url, route), { method: route.method, cookie, origin, body: {} })
      if (code !== 'foreign_origin') gained.push(`${route.method} ${route.url} from ${origin}`)
    }
  }
  return gained
}

const endsSession = (route: Route): boolean => route === sessionRoutes.close

/** How many requests `forge` makes. */
export const forgeries = (url: string): number => WRITING.length * foreignOrigins(url).length

/** Pages of other origins listen to the desk: the origins that are let in. */
export async function eavesdrop(target: Target): Promise<string[]> {
  const operator = await newPerson(target, 'eavesdropped')
  const gained: string[] = []
  for (const origin of foreignOrigins(target.url)) {
    const console = await openConsole(operator, { headers: { origin } }).catch(() => null)
    if (console) gained.push(origin)
    console?.close()
  }
  return gained
}

/** A cookie is planted before its owner signs in: whether it opens anything afterwards. */
export async function fixate({ url, user, password }: Target): Promise<boolean> {
  const planted = `anling=${'x'.repeat(43)}`
  await request(url, planted, sessionRoutes.open, { body: { user, password } })
  return (await request(url, planted, sessionRoutes.show)).answer.status === 200
}

/** Names are told apart by how long a refusal takes: the quickest known one and the quickest unknown one, in milliseconds. */
export async function listen(target: Target): Promise<{ readonly known: number; readonly unknown: number }> {
  const { account } = await newPerson(target, 'listened')
  const known: number[] = []
  const unknown: number[] = []
  const refusal = async (user: string): Promise<number> => {
    const began = performance.now()
    await request(target.url, '', sessionRoutes.open, { body: { user, password: 'not the password' } })
    return performance.now() - began
  }
  // One of each first, so that what is made once is made.
  await refusal(account.user)
  await refusal('nobody-0')
  for (let n = 1; n < 5; n += 1) {
    known.push(await refusal(account.user))
    unknown.push(await refusal(`nobody-${n}`))
  }
  return { known: Math.min(...known), unknown: Math.min(...unknown) }
}

/** Passwords are guessed: how many of `guesses` are looked at. */
export async function guess(target: Target, guesses: number): Promise<number> {
  const { account } = await newPerson(target, 'guessed')
  let looked = 0
  for (let n = 0; n < guesses; n += 1) {
    const body = { user: account.user, password: `guess number ${n}` }
    const { answer } = await request(target.url, '', sessionRoutes.open, { body })
    if (answer.problem?.code === 'wrong_credentials') looked += 1
  }
  return looked
}

/** A code is read over somebody's shoulder and sent again: how often it opens. `now` in milliseconds. */
export async function replay(target: Target, now: () => number): Promise<number> {
  const person = await newPerson(target, 'replayed')
  const { secret } = await person.call(sessionRoutes.offerFactor)
  const codeAt = (at: number): string => generateSync({ secret, epoch: Math.floor(at / 1000) })
  await person.call(sessionRoutes.confirmFactor, { body: { code: codeAt(now()) } })
  // The one after it, which clocks may already show.
  const body = { user: person.account.user, password: target.password, code: codeAt(now() + 30_000) }
  let opened = 0
  for (let n = 0; n < 3; n += 1) {
    if ((await request(target.url, '', sessionRoutes.open, { body })).answer.status === 200) opened += 1
  }
  return opened
}

async function newPerson({ url, user, password }: Target, name: string): Promise<Person> {
  const root = await signIn(url, user, password)
  await root.call(registryRoutes.addAccount, { body: { user: name, name, role: 'operator', password } })
  return signIn(url, name, password)
}
