import { createHmac } from 'node:crypto'

/** A gateway that does not answer within this is tried again later. Milliseconds. */
const TIMEOUT_MS = 10_000

export interface Webhook {
  readonly url: string
  /** Key of the signature, so that the receiver knows who rings. */
  readonly secret: string
}

/**
 * Posts `body` signed with HMAC-SHA256 over `timestamp.body`. The id stays the same over retries, so that a gateway
 * rings a phone once. Rejects unless the answer is 2xx.
 */
export async function postWebhook(hook: Webhook, id: string, at: number, body: unknown): Promise<void> {
  const text = JSON.stringify(body)
  const signature = createHmac('sha256', hook.secret).update(`${at}.${text}`).digest('hex')
  const response = await fetch(hook.url, {
    method: 'POST',
    body: text,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'content-type': 'application/json',
      'anling-id': id,
      'anling-timestamp': String(at),
      'anling-signature': `sha256=${signature}`,
    },
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the gateway answered ${response.status}`)
}
