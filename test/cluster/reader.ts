import WebSocket from 'ws'
import { type FromServer, LIVE_PROTOCOL } from '#contract/live'
import { signIn } from '../support/person.ts'

/** A console that only reads: when its process dies it goes on at another one, from where it stood. */
export interface Reader {
  /** Number of the last event known. */
  readonly upTo: number
  /** Frames that did not begin where the one before had ended. */
  readonly gaps: number
  /** How long it stood without a feed, each time, until somebody said where the log stands. Milliseconds. */
  readonly awayMs: readonly number[]
  stop(): void
}

interface Account {
  readonly user: string
  readonly password: string
}

/** `urls` names the processes to try, the next one after each failure, as a console in the field would. */
export async function startReader(urls: () => readonly string[], account: Account, first: number): Promise<Reader> {
  const { cookie } = await signIn(() => urls()[first] ?? '', account.user, account.password)
  const awayMs: number[] = []
  let [upTo, gaps, place, stopped] = [0, 0, first, false]
  let lostAt: number | null = null
  let socket: WebSocket | null = null

  function take(message: FromServer): void {
    if (lostAt !== null) awayMs.push(performance.now() - lostAt)
    lostAt = null
    if (message.type === 'snapshot') upTo = message.upTo
    if (message.type !== 'frame') return
    if (message.after !== upTo) gaps += 1
    upTo = message.upTo
  }

  function open(): void {
    if (stopped) return
    const url = urls()[place % urls().length] ?? ''
    socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, { headers: { cookie }, handshakeTimeout: 1_000 })
    const beat = setInterval(
      () => socket?.readyState === WebSocket.OPEN && say({ type: 'beat', audio: 'suspended' }),
      2_000,
    )
    socket.on('open', () => say({ type: 'hello', protocol: LIVE_PROTOCOL, after: upTo === 0 ? null : upTo }))
    socket.on('message', (data) => take(JSON.parse(String(data)) as FromServer))
    socket.on('error', () => {})
    socket.once('close', () => {
      clearInterval(beat)
      lostAt ??= performance.now()
      place += 1
      setTimeout(open, 200)
    })
  }

  const say = (message: unknown): void => socket?.send(JSON.stringify(message))
  open()
  return {
    get upTo() {
      return upTo
    },
    get gaps() {
      return gaps
    },
    awayMs,
    stop() {
      stopped = true
      socket?.terminate()
    },
  }
}
