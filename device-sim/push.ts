import type { Receipt } from '#contract/receipts'
import { intakeRoutes } from '#contract/routes'
import { readReceipt } from './inbound.ts'

const PATIENCE_MS = 10_000

/** What `fetch` is; a test puts its own in. */
export type Fetch = typeof globalThis.fetch

/** The second road. Resolves with the receipt, or null when there was none for whatever reason; never rejects. */
export type Push = (body: string) => Promise<Receipt | null>

/** Pushes by HTTP with the unit's id and secret as Basic credentials. `ingestUrl`: the address of the house. */
export function pushTo(ingestUrl: string, id: string, secret: string, fetch: Fetch): Push {
  const url = new URL(intakeRoutes.push.url, ingestUrl)
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json' }
  return async (body) => {
    try {
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) })
      return readReceipt(await answer.text())
    } catch {
      return null
    }
  }
}
