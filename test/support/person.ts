import type { Account } from '#contract/accounts'
import type { Problem } from '#contract/problems'
import { addressOf, type BodyOf, type ParamsOf, type QueryOf, type ReplyOf, type Route } from '#contract/route'
import { sessionRoutes } from '#contract/routes'
import { fetchTrusting } from '../../device-sim/trust.ts'

/** An answer as a test looks at it: the reply, or the problem. */
export interface Answer<T> {
  readonly status: number
  readonly body: T
  readonly problem: Problem | null
}

export type Input<R extends Route> = { params?: ParamsOf<R>; query?: QueryOf<R>; body?: BodyOf<R> }

/** Somebody with a browser: speaks the API over real HTTP with a session cookie. */
export interface Person {
  readonly account: Account
  readonly url: string
  readonly cookie: string
  /** The authority this browser trusts; null where the house speaks in the clear. */
  readonly ca: string | null
  call<const R extends Route>(route: R, input?: Input<R>): Promise<ReplyOf<R>>
  /** The same without throwing on a refusal. */
  try<const R extends Route>(route: R, input?: Input<R>): Promise<Answer<ReplyOf<R>>>
}

/** Signs in over HTTP. An address that is asked for anew each time follows a house through its restarts. */
export async function signIn(
  url: string | (() => string),
  user: string,
  password: string,
  ca: string | null = null,
): Promise<Person> {
  const address = typeof url === 'string' ? () => url : url
  const { answer, cookie } = await request(address(), '', sessionRoutes.open, { body: { user, password } }, ca)
  if (answer.problem) throw new Error(`cannot sign in: ${answer.problem.code}`)
  return {
    account: answer.body.account,
    get url() {
      return address()
    },
    cookie,
    ca,
    async call(route, input) {
      const { answer: given } = await request(address(), cookie, route, input, ca)
      if (given.problem) throw new Error(`${route.method} ${route.url}: ${given.problem.code}`)
      return given.body
    },
    try: async (route, input) => (await request(address(), cookie, route, input, ca)).answer,
  }
}

/** One request as anybody could make it; the cookie is what the answer set, or the one given. */
export async function request<const R extends Route>(
  url: string,
  cookie: string,
  route: R,
  input: Input<R> = {},
  ca: string | null = null,
): Promise<{ answer: Answer<ReplyOf<R>>; cookie: string }> {
  const { answer, set } = await ask(url, { cookie }, route, input, ca)
  return { answer, cookie: set ?? cookie }
}

/** One request of whoever shows something else than a session. */
export async function requestWith<const R extends Route>(
  url: string,
  headers: Readonly<Record<string, string>>,
  route: R,
  input: Input<R> = {},
): Promise<Answer<ReplyOf<R>>> {
  return (await ask(url, headers, route, input, null)).answer
}

/** One request as a program makes it that holds a token; a cookie may lie beside it. */
export async function requestWithToken<const R extends Route>(
  url: string,
  token: string,
  route: R,
  input: Input<R> = {},
  cookie = '',
): Promise<Answer<ReplyOf<R>>> {
  return requestWith(url, { cookie, authorization: `Bearer ${token}` }, route, input)
}

async function ask<const R extends Route>(
  url: string,
  headers: Readonly<Record<string, string>>,
  route: R,
  input: Input<R>,
  ca: string | null,
): Promise<{ answer: Answer<ReplyOf<R>>; set: string | undefined }> {
  const send = ca === null ? fetch : fetchTrusting(ca)
  const response = await send(url + addressOf(route.url, input), {
    method: route.method,
    headers: { ...headers, ...(input.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  })
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const body: unknown = isJson ? await response.json() : Buffer.from(await response.arrayBuffer())
  const set = response.headers.get('set-cookie')?.split(';')[0]
  const problem = response.ok ? null : (body as Problem)
  return { answer: { status: response.status, body: body as ReplyOf<R>, problem }, set }
}
