import type { Receipt } from '#contract/receipts'
import type { DeviceCredential } from '#contract/registry'
import { intakeRoutes } from '#contract/routes'
import { fetchTrusting } from '../../device-sim/trust.ts'

export interface Pushed {
  readonly status: number
  readonly receipt: Receipt
}

/** The second road of a press: the same bytes by HTTP, with the device's credential. */
export async function pushSignal(
  url: string,
  { id, secret }: DeviceCredential,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  ca: string | null = null,
): Promise<Pushed> {
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const ask = ca === null ? fetch : fetchTrusting(ca)
  const response = await ask(url + intakeRoutes.push.url, {
    method: intakeRoutes.push.method,
    headers: { authorization, ...headers },
    body,
  })
  return { status: response.status, receipt: (await response.json()) as Receipt }
}
