import websocket from '@fastify/websocket'
import type { FastifyPluginAsync } from 'fastify'
import { Compile } from 'typebox/compile'
import { FromConsole, LIVE_PROTOCOL } from '#contract/live'
import type { ProblemCode } from '#contract/problems'
import { accountOf, COOKIE, requireRoles, sameOrigin } from '../http.ts'
import { Refused } from '../problem.ts'
import type { Console, Hub } from './hub.ts'

const fromConsole = Compile(FromConsole)

/** What a console may say, besides joining the feed. */
export interface ConsoleActions {
  heard(accountId: string, audio: string): void
  duty(accountId: string, on: boolean, audio: string, toneConfirmed: boolean): Promise<void>
  shown(accountId: string, calls: readonly string[]): Promise<void>
}

export interface LiveOptions {
  readonly hub: Hub
  readonly actions: ConsoleActions
  readonly tokenOf: WeakMap<Console, string>
  readonly onFault: (fault: unknown) => void
}

/** The console's websocket. Nothing is compressed and nothing large is taken in (reliability §3). */
export const liveSocket: FastifyPluginAsync<LiveOptions> = async (app, { hub, actions, tokenOf, onFault }) => {
  await app.register(websocket, { options: { maxPayload: 64 * 1024, perMessageDeflate: false } })

  async function answer(console: Console, message: FromConsole): Promise<void> {
    const { accountId } = console
    switch (message.type) {
      case 'hello':
        if (message.protocol !== LIVE_PROTOCOL) throw new Refused('bad_request', { protocol: LIVE_PROTOCOL })
        return hub.join(console, message.after)
      case 'beat':
        return actions.heard(accountId, message.audio)
      case 'shown':
        return actions.shown(accountId, message.calls)
      case 'duty':
        await actions.duty(accountId, message.on, message.audio, message.toneConfirmed)
        return hub.beat(console)
    }
  }

  app.get(
    '/api/live',
    { websocket: true, preValidation: [sameOrigin, requireRoles(['operator', 'supervisor'])] },
    (socket, request) => {
      const console: Console = {
        accountId: accountOf(request).id,
        get buffered() {
          return socket.bufferedAmount
        },
        send: (frame) => socket.send(frame, { binary: false }),
        cut: () => socket.terminate(),
      }
      tokenOf.set(console, request.cookies[COOKIE] ?? '')
      const refuse = (code: ProblemCode): void => socket.send(JSON.stringify({ type: 'refused', code }))

      // Attached in the first turn: a listener added later misses messages (fastify-websocket pull 106).
      socket.on('message', (data: Buffer) => {
        hub.heard(console)
        const message = parse(data)
        if (!message) return refuse('bad_request')
        answer(console, message).catch((fault: unknown) => {
          if (fault instanceof Refused) refuse(fault.code)
          else onFault(fault)
        })
      })
      socket.on('close', () => hub.leave(console))
      socket.on('error', () => hub.leave(console))
    },
  )
}

function parse(data: Buffer): FromConsole | null {
  try {
    const value: unknown = JSON.parse(data.toString())
    return fromConsole.Check(value) ? value : null
  } catch {
    return null
  }
}
