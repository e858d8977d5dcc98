import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

/** A message that reached the phone gateway, with the instant of the house's clock it was sent at. */
export interface Rung {
  readonly path: string
  readonly id: string
  readonly at: number
  readonly genuine: boolean
  readonly body: Readonly<Record<string, unknown>>
}

/** A phone gateway on this machine: keeps what it was sent, and fails when it is told to. */
export interface Gateway {
  readonly secret: string
  readonly rung: readonly Rung[]
  /** Settings of a house whose ladder rings here. */
  readonly settings: {
    readonly shiftLeadWebhook: string
    readonly firstContactWebhook: string
    readonly dutyManagerWebhook: string
    readonly webhookSecret: string
  }
  /** From now on it answers with this status. */
  answer(status: number): void
  stop(): Promise<void>
}

export async function startGateway(): Promise<Gateway> {
  const secret = 'f3c1a9d27b5e4806'
  const rung: Rung[] = []
  let status = 204
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const header = (name: string): string => String(request.headers[name] ?? '')
      const expected = createHmac('sha256', secret)
        .update(`${header('anling-timestamp')}.${text}`)
        .digest('hex')
      rung.push({
        path: request.url ?? '',
        id: header('anling-id'),
        at: Number(header('anling-timestamp')),
        genuine: header('anling-signature') === `sha256=${expected}`,
        body: JSON.parse(text) as Record<string, unknown>,
      })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const hook = (name: string): string => `http://127.0.0.1:${port}/${name}`
  return {
    secret,
    rung,
    settings: {
      shiftLeadWebhook: hook('shift-lead'),
      firstContactWebhook: hook('first-contact'),
      dutyManagerWebhook: hook('duty-manager'),
      webhookSecret: secret,
    },
    answer(next) {
      status = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
