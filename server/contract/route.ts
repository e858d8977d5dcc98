import type { Static, TSchema } from 'typebox'
import type { TokenScope } from './service-tokens.ts'

/** One HTTP route, said once: the server serves it, the console and the tests call it, OpenAPI describes it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly summary: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** Answer of success, keyed by its status. */
  readonly reply: TSchema
  readonly status: 200 | 201 | 204
  /** What a program's token must allow to open this too; without it no token does. */
  readonly tokenScope?: TokenScope
  /** Open also to whoever has yet to set up the second factor that their role requires. */
  readonly whileEnrolling?: true
}

/** Keeps the exact types of the schemas, so that callers get them inferred. */
export function defineRoute<const R extends Route>(route: R): R {
  return route
}

/** What fills in a route's address. */
export interface AddressParts {
  readonly params?: unknown
  readonly query?: unknown
}

/** `/api/calls/:id` with its values filled in, and the query behind it. */
export function addressOf(url: string, { params, query }: AddressParts): string {
  const path = url.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value))
  }
  return search.size > 0 ? `${path}?${search}` : path
}

type Part<R, K extends string> = R extends { [P in K]: infer S }
  ? S extends TSchema
    ? Static<S>
    : undefined
  : undefined

export type ParamsOf<R extends Route> = Part<R, 'params'>
export type QueryOf<R extends Route> = Part<R, 'query'>
export type BodyOf<R extends Route> = Part<R, 'body'>
export type ReplyOf<R extends Route> = Static<R['reply']>
