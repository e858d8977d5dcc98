import { addressOf, type BodyOf, type ParamsOf, type QueryOf, type ReplyOf, type Route } from '#contract/route'
import { sessionRoutes } from '#contract/routes'
import { Unusable } from '../problem.ts'

type Input<R extends Route> = {
  readonly params?: ParamsOf<R>
  readonly query?: QueryOf<R>
  readonly body?: BodyOf<R> | Uint8Array<ArrayBuffer>
}

/** Who signs in from a shell; `code` is of the authenticator, where the role requires one. */
export interface SignInFromShell {
  readonly user: string
  readonly password: string
  readonly code?: string
}

/** A running house as a verb asks it: the same routes as the console, so whatever holds for people holds for it. */
export interface HouseClient {
  /** @throws Unusable with the sentence of the refusal */
  call<const R extends Route>(route: R, input?: Input<R>): Promise<ReplyOf<R>>
  /** Ends the session. */
  close(): Promise<void>
}

/** @throws Unusable when the house cannot be reached, or lets nobody in under this name */
export async function enterHouse(url: string, who: SignInFromShell): Promise<HouseClient> {
  const { cookie } = await ask(url, '', sessionRoutes.open, { body: who })
  return {
    call: async (route, input = {}) => (await ask(url, cookie, route, input)).body,
    async close() {
      await ask(url, cookie, sessionRoutes.close, {})
    },
  }
}

async function ask<const R extends Route>(url: string, cookie: string, route: R, input: Input<R>) {
  const { body } = input
  const isFile = body instanceof Uint8Array
  const type = isFile ? 'application/octet-stream' : 'application/json'
  const response = await fetch(new URL(addressOf(route.url, input), url), {
    method: route.method,
    headers: { cookie, ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new Unusable(`No house answers at ${url}; is the server running there?`)
  })
  const text = await response.text()
  if (!response.ok) throw new Unusable(refusal(response.status, text))
  const set = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { body: (text === '' ? null : JSON.parse(text)) as ReplyOf<R>, cookie: set }
}

function refusal(status: number, text: string): string {
  try {
    const { title, code } = JSON.parse(text) as { title: string; code: string }
    return `${title} (${code})`
  } catch {
    return `The answer was ${status}; whatever answers there is no Anling.`
  }
}
