import WebSocket from 'ws'
import { LIVE_BEAT_MS, LIVE_PROTOCOL } from '#contract/live'

/** A console in the generator: says hello and beats as the page does, reads everything, draws nothing. */
export interface Reader {
  /** Cut by the house, for not reading or for silence. */
  readonly wasCut: boolean
  close(): void
}

export interface ReaderOptions {
  readonly url: string
  readonly cookie: string
  readonly onDuty: boolean
  readonly onMessage: (message: Buffer) => void
}

/** Opens a console; resolves when it has its snapshot. */
export async function openReader({ url, cookie, onDuty, onMessage }: ReaderOptions): Promise<Reader> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live`, {
    headers: { cookie },
    perMessageDeflate: false,
    skipUTF8Validation: true,
  })
  let wasCut = false
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const snapshot = new Promise((resolve) => socket.once('message', resolve))
  const say = (message: object): void => socket.send(JSON.stringify(message))
  socket.on('message', onMessage)
  say({ type: 'hello', protocol: LIVE_PROTOCOL, after: null })
  if (onDuty) say({ type: 'duty', on: true, audio: 'running', toneConfirmed: true })
  const beat = setInterval(() => say({ type: 'beat', audio: 'running' }), LIVE_BEAT_MS)
  socket.once('close', () => {
    wasCut = true
    clearInterval(beat)
  })
  await snapshot
  return {
    get wasCut() {
      return wasCut
    },
    close: () => socket.terminate(),
  }
}
