import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { RefusedReceipt } from '#contract/receipts'
import { intakeRoutes } from '#contract/routes'
import { passes } from '../db/fault.ts'
import { Refused } from '../problem.ts'
import type { KnownDevice, Reception } from './reception.ts'

export interface PushOptions {
  readonly reception: Reception
  readonly authenticate: (id: string, secret: string) => Promise<KnownDevice | null>
  /** Largest body, in bytes; the same as for MQTT. */
  readonly maxBytes: number
}

/**
 * The second road of a press (design §5): the device's credential, the same body, the receipt as the answer. Bytes are
 * taken as they come, whatever their content type: what cannot be read is stored and rings like on MQTT.
 */
export const push: FastifyPluginAsync<PushOptions> = async (app, { reception, authenticate, maxBytes }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) => done(null, body))

  async function deviceOf(request: FastifyRequest): Promise<KnownDevice> {
    const [id, secret] = basicCredentials(request.headers.authorization)
    const device = await authenticate(id, secret)
    if (!device) throw new Refused('wrong_device_credential')
    return device
  }

  const devices = new WeakMap<FastifyRequest, KnownDevice>()

  app.route({
    method: intakeRoutes.push.method,
    url: intakeRoutes.push.url,
    schema: { summary: intakeRoutes.push.summary, response: { 200: intakeRoutes.push.reply, 503: RefusedReceipt } },
    // Before the body is read: a stranger's bytes are not worth buffering.
    onRequest: async (request) => {
      devices.set(request, await deviceOf(request))
      // Fastify refuses a content type it cannot read; firmware that spells it wrong is still somebody pressing.
      request.headers['content-type'] = 'application/octet-stream'
    },
    errorHandler: async (fault, request, reply) => {
      const device = devices.get(request)
      const oversized = fault.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
      if (device && oversized) await reception.reportLost(device, 'push', 'too_large')
      if (oversized) throw new Refused('body_too_large')
      if (fault instanceof Refused) throw fault
      if (!passes(fault)) request.log.error({ err: fault }, 'a pushed signal was not stored')
      reply.status(503)
      return reply.send({ id: null, stored: false, code: 'storage_unavailable' })
    },
    async handler(request) {
      const device = devices.get(request)
      if (!device) throw new Refused('wrong_device_credential')
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const message = { device, road: 'push', lane: 'push', retained: false, body, roadFlaws: [] } as const
      const receipt = await reception.receive(message)
      return receipt ?? { id: null, stored: false, code: 'bad_request' }
    },
  })
}

/** Id and secret of an HTTP Basic header (RFC 7617); empty where there is none. */
function basicCredentials(header: string | undefined): [id: string, secret: string] {
  const encoded = header?.match(/^Basic ([A-Za-z0-9+/=]+)$/i)?.[1] ?? ''
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString().split(':')
  return [id, rest.join(':')]
}
