import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A phone gateway on this machine that outlives the server: it remembers each message it was ever given. */
export interface WebhookSink {
  /** How often each notice came, by its id. */
  readonly received: ReadonlyMap<string, number>
  /** Settings that send every phone step here. */
  readonly env: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function startSink(): Promise<WebhookSink> {
  const received = new Map<string, number>()
  const server = createServer((request, response) => {
    const id = String(request.headers['anling-id'])
    received.set(id, (received.get(id) ?? 0) + 1)
    request.resume().once('end', () => response.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    received,
    env: {
      ANLING_SHIFT_LEAD_WEBHOOK: url,
      ANLING_FIRST_CONTACT_WEBHOOK: url,
      ANLING_DUTY_MANAGER_WEBHOOK: url,
      ANLING_WEBHOOK_SECRET: '5f1d6a0c93be4782',
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
