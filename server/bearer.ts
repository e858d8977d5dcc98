import type { TokenScope } from '#contract/service-tokens'
import { Refused } from './problem.ts'

/** As much of a request as counts here. */
interface Asked {
  readonly url: string
  readonly headers: { readonly authorization?: string | undefined }
}

/** What the token of a program opens; null: nothing. */
const opened = new WeakMap<Asked, readonly TokenScope[] | null>()

/**
 * Looks at the token a program brought along, which then counts alone: never beside a cookie.
 * @returns whether there was one. Outside `/api/` the header belongs to devices and brokers.
 */
export async function takeBearer(
  request: Asked,
  scopesOf: (token: string) => Promise<readonly TokenScope[] | null>,
): Promise<boolean> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined || !request.url.startsWith('/api/')) return false
  opened.set(request, await scopesOf(token))
  return true
}

/**
 * Whether this is the request of a program that may make it; false: of somebody else.
 * @throws Refused `wrong_service_token`, or `scope_missing` on a route that names no scope or another one
 */
export function isServed(request: Asked, scope: TokenScope | undefined): boolean {
  const scopes = opened.get(request)
  if (scopes === undefined) return false
  if (scopes === null) throw new Refused('wrong_service_token')
  if (scope === undefined || !scopes.includes(scope)) throw new Refused('scope_missing')
  return true
}
