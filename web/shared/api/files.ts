import type { ReplyOf, Route } from '#contract/route'
import { addressOf } from '#contract/route'
import { type AnyParts, type PartsOf, refusalOf } from './api.ts'
import { Unreachable } from './refusal.ts'

/** A large table on a slow line takes its time. Milliseconds. */
const PATIENCE_MS = 300_000

/**
 * Sends a file as it is, as the body of a request.
 * @throws Refusal when the server says no, Unreachable when nobody answers.
 */
export async function upload<R extends Route>(route: R, parts: PartsOf<R>, file: Blob): Promise<ReplyOf<R>> {
  const headers = { 'content-type': 'application/octet-stream' }
  const response = await send(route, parts ?? {}, { body: file, headers })
  return (await response.json()) as ReplyOf<R>
}

/**
 * Fetches a file and hands it to the browser to keep. Not a plain link: a refusal would be kept as if it were the file.
 * @throws Refusal when the server says no, Unreachable when nobody answers.
 */
export async function download<R extends Route>(route: R, parts: PartsOf<R>): Promise<void> {
  const response = await send(route, parts ?? {}, {})
  keep(await response.blob(), nameIn(response.headers.get('content-disposition') ?? ''))
}

/** Hands something to the browser to keep as a file of this name. */
export function keep(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

/**
 * Fetches a picture as text that an image element takes: no page keeps an address of it, and a refusal has its words.
 * @throws Refusal when the server says no, Unreachable when nobody answers.
 */
export async function fetchPicture<R extends Route>(route: R, parts: PartsOf<R>): Promise<string> {
  const response = await send(route, parts ?? {}, {})
  const blob = await response.blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

async function send(route: Route, parts: AnyParts, more: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(addressOf(route.url, parts), {
      method: route.method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...more,
    })
  } catch (cause) {
    throw new Unreachable(cause)
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}

/** `attachment; filename="a.xlsx"` → `a.xlsx`. */
function nameIn(disposition: string): string {
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'anling'
}
