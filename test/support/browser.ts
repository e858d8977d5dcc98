/** What a page sends: any method, headers and cookie, and the answer with its headers. */
export interface PageAnswer {
  readonly status: number
  readonly headers: Headers
  readonly code: string | null
}

/** A request as a page of `origin` would make it, with somebody's cookie. */
export async function fromPage(
  url: string,
  { method = 'GET', cookie = '', origin, body }: { method?: string; cookie?: string; origin?: string; body?: unknown },
): Promise<PageAnswer> {
  const headers: Record<string, string> = { cookie }
  if (origin !== undefined) headers.origin = origin
  if (body !== undefined) headers['content-type'] = 'application/json'
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  const code = isJson ? ((JSON.parse(text) as { code?: string }).code ?? null) : null
  return { status: response.status, headers: response.headers, code }
}
