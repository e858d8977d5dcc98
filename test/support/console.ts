import WebSocket from 'ws'
import type { FromConsole, FromServer } from '#contract/live'
import { LIVE_PROTOCOL } from '#contract/live'
import type { Person } from './person.ts'

/** A console's websocket: sends what it is told, keeps every message. */
export interface TestConsole {
  readonly socket: WebSocket
  readonly messages: FromServer[]
  send(message: FromConsole): void
  /** The first message, from now or before, that `fits`. */
  until<T extends FromServer>(fits: (message: FromServer) => message is T): Promise<T>
  /** Goes on duty with sound running and the tone heard; resolves when the server agrees. */
  goOnDuty(): Promise<void>
  /** Says it is alive and sounds; resolves when the server has heard it. */
  beat(audio?: 'running' | 'suspended'): Promise<void>
  /** From now on no more beats, as from a page that froze: the link stays open. */
  freeze(): void
  readonly frozen: boolean
  closed(): Promise<void>
  close(): void
}

export interface ConsoleOptions {
  readonly after?: number | null
  readonly headers?: Record<string, string>
  /** The address the page's browser has, for a story about who is believed. */
  readonly localAddress?: string
}

/** Opens the live feed, says hello and is greeted. Rejects with the status when the upgrade is refused. */
export async function openConsole(person: Person, options: ConsoleOptions = {}): Promise<TestConsole> {
  const url = `${person.url.replace('http', 'ws')}/api/live`
  const { headers, localAddress } = options
  const socket = new WebSocket(url, {
    headers: { cookie: person.cookie, ...headers },
    ...(localAddress && { localAddress }),
    ...(person.ca !== null && { ca: person.ca }),
  })
  const messages: FromServer[] = []
  const changed = new Set<() => void>()
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)) as FromServer)
    for (const look of [...changed]) look()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_request, response) =>
      reject(new Error(`upgrade refused: ${response.statusCode}`)),
    )
    socket.once('error', reject)
  })
  const send = (message: FromConsole): void => socket.send(JSON.stringify(message))
  send({ type: 'hello', protocol: LIVE_PROTOCOL, after: options.after ?? null })

  function until<T extends FromServer>(fits: (message: FromServer) => message is T): Promise<T> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = messages.find(fits)
        if (!found) return
        changed.delete(look)
        resolve(found)
      }
      changed.add(look)
      look()
    })
  }

  // Greeted: from here on what the server says of this console has been said after its hello.
  await until((_message): _message is FromServer => true)
  let frozen = false
  return {
    socket,
    messages,
    async beat(audio = 'running') {
      if (socket.readyState !== socket.OPEN) return
      send({ type: 'beat', audio })
      // Frames are answered in order: the pong comes after the beat was taken.
      await new Promise<void>((resolve) => {
        const heard = (): void => {
          socket.off('pong', heard)
          socket.off('close', heard)
          resolve()
        }
        socket.on('pong', heard)
        socket.on('close', heard)
        socket.ping()
      })
    },
    freeze() {
      frozen = true
    },
    get frozen() {
      return frozen
    },
    send,
    until,
    async goOnDuty() {
      send({ type: 'duty', on: true, audio: 'running', toneConfirmed: true })
      await until((message): message is FromServer => 'onDuty' in message && message.onDuty)
    },
    closed: () =>
      new Promise((resolve) =>
        socket.readyState === socket.CLOSED ? resolve() : socket.once('close', () => resolve()),
      ),
    close: () => socket.terminate(),
  }
}
