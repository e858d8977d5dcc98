import { addressOf, type BodyOf, type ParamsOf, type QueryOf, type ReplyOf, type Route } from '#contract/route'
import { endsSession, Refusal, Unreachable } from './refusal.ts'

type Given<K extends string, V> = [V] extends [undefined] ? unknown : { readonly [P in K]: V }

/** What a route needs from its caller: only the parts that its contract names. */
export type PartsOf<R extends Route> = Given<'params', ParamsOf<R>> &
  Given<'query', QueryOf<R>> &
  Given<'body', BodyOf<R>>

export type Arguments<R extends Route> = unknown extends PartsOf<R> ? [] : [parts: PartsOf<R>]

export interface AnyParts {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
}

/** What it takes to reach a route; pages that cannot carry the contract's schemas name this alone. */
export type Address<R extends Route> = Pick<R, 'method' | 'url'>

/** An operator waits no longer than this for an answer before being told that none came. Milliseconds. */
const PATIENCE_MS = 10_000

type Listener = () => void
let signedOut: Listener = () => undefined

/** Names who is told that the server no longer knows our session. One listener: the console's session store. */
export function whenSignedOut(listener: Listener): void {
  signedOut = listener
}

/**
 * Calls one route of the contract.
 * @throws Refusal when the server says no, Unreachable when nobody answers.
 */
export async function call<R extends Route>(route: R | Address<R>, ...[parts]: Arguments<R>): Promise<ReplyOf<R>> {
  const given: AnyParts = parts ?? {}
  const response = await send(route, given)
  if (response.ok) return (response.status === 204 ? null : await response.json()) as ReplyOf<R>
  throw await refusalOf(response)
}

/** What the server said no with; whoever listens for the end of the session is told of it. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const refusal = new Refusal(response.status, await problemOf(response))
  if (endsSession(refusal.code)) signedOut()
  return refusal
}

async function send(route: Address<Route>, parts: AnyParts): Promise<Response> {
  const body = parts.body === undefined ? {} : { body: JSON.stringify(parts.body), headers: JSON_HEADERS }
  // Not AbortSignal.timeout: phones from before 2022 lack it.
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    return await fetch(addressOf(route.url, parts), {
      method: route.method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: patience.signal,
      ...body,
    })
  } catch (cause) {
    throw new Unreachable(cause)
  } finally {
    clearTimeout(timer)
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' }

async function problemOf(response: Response): Promise<Record<string, never>> {
  try {
    return (await response.json()) as Record<string, never>
  } catch {
    // A proxy's own error page is no problem document; the status alone has to do.
    return {}
  }
}
