import { type AUDIO_STATES, type FromConsole, type FromServer, LIVE_BEAT_MS, LIVE_PROTOCOL } from '#contract/live'
import { onHeartbeat } from '../../shared/clock/heartbeat.ts'
import { learnServerTime } from '../../shared/clock/server-clock.ts'
import { healthOf, useConnection } from '../connection/connection-store.ts'
import { catchUp } from './fallback.ts'
import { openSocket, type Socket } from './socket.ts'
import { withBeat, withFrame, withList, withSnapshot } from './stream.ts'
import { changeStream, useStream } from './stream-store.ts'

export interface FeedOptions {
  /** What the sound of this console would do right now; told to the server with each beat. */
  audio(): (typeof AUDIO_STATES)[number]
  /** These calls changed: what was fetched about them is old. */
  touched(callIds: ReadonlySet<string>): void
  /** The server refused something said over the socket; `greeted`: after it had answered the hello. */
  refused(code: string, greeted: boolean): void
  /** A connection failed; it may be the session that is gone. */
  dropped(): void
  /** First word of the server on a new connection about whether we hold a seat. */
  resumed(onDuty: boolean): void
  /** A seat we held on this very connection is gone. */
  seatLost(): void
}

export interface Feed {
  send(message: FromConsole): boolean
  stop(): void
}

/** Waiting times between attempts to connect, in ms; the last one repeats. */
const RETRY_MS = [500, 1000, 2000, 3000] as const
/** A socket that says nothing for this long is given up, open or still opening. */
const GIVE_UP_MS = 8000
const POLL_MS = 2000
/** Ticks come a little early or late; without the slack every other beat and poll would be one tick late. */
const TICK_SLACK_MS = 100

/** Keeps the stream up to date from now on: over the websocket, and by polling while that is down. */
export function startFeed(options: FeedOptions): Feed {
  let socket: Socket | null = null
  let socketSince = 0
  let attempts = 0
  let retryAt = 0
  let beatAt = 0
  let pollAt = 0
  let polling = false
  let everHeard = false
  let greeted = false
  let stopped = false
  useConnection.setState({ health: 'connecting', heardAt: Date.now(), fallbackWorks: null })

  function connect(): void {
    greeted = false
    socketSince = Date.now()
    socket = openSocket({ opened: () => hello(useStream.getState().upTo), heard, closed: lost })
  }

  function hello(after: number | null): void {
    socket?.send({ type: 'hello', protocol: LIVE_PROTOCOL, after })
    beatAt = 0
  }

  function lost(): void {
    socket = null
    retryAt = Date.now() + (RETRY_MS[attempts] ?? RETRY_MS[RETRY_MS.length - 1] ?? 0)
    attempts = Math.min(attempts + 1, RETRY_MS.length - 1)
    options.dropped()
  }

  function heard(message: FromServer): void {
    everHeard = true
    attempts = 0
    const now = Date.now()
    useConnection.setState({ heardAt: now, dataAt: now, health: 'live', fallbackWorks: null })
    if (message.type === 'refused') options.refused(message.code, greeted)
    else if (message.type === 'frame') takeFrame(message)
    else takeStanding(message)
  }

  function takeStanding(message: Extract<FromServer, { type: 'snapshot' | 'beat' }>): void {
    learnServerTime(message.now)
    const heldSeat = useStream.getState().onDuty
    changeStream((stream) => (message.type === 'snapshot' ? withSnapshot(stream, message) : withBeat(stream, message)))
    if (message.type === 'snapshot') options.touched(new Set(message.calls.map((one) => one.id)))
    if (!greeted) options.resumed(message.onDuty)
    else if (heldSeat && !message.onDuty) options.seatLost()
    greeted = true
  }

  function takeFrame(frame: Extract<FromServer, { type: 'frame' }>): void {
    const next = withFrame(useStream.getState(), frame)
    if (next === 'gap') {
      hello(null)
      return
    }
    changeStream(() => next)
    options.touched(touchedBy(frame))
  }

  async function poll(): Promise<void> {
    polling = true
    try {
      const caught = await catchUp(useStream.getState().upTo ?? 0)
      if (stopped || useConnection.getState().health !== 'red') return
      learnServerTime(caught.now)
      changeStream((stream) => withList(stream, caught.calls, caught.upTo, caught.now))
      useConnection.setState({ dataAt: Date.now(), fallbackWorks: true })
      options.touched(caught.touched)
    } catch {
      if (!stopped) useConnection.setState({ fallbackWorks: false })
    } finally {
      polling = false
    }
  }

  function tick(): void {
    const now = Date.now()
    const { heardAt, health: before } = useConnection.getState()
    const health = healthOf(now - heardAt, everHeard)
    if (health !== before) useConnection.setState({ health })
    tendSocket(now, heardAt)
    if (health === 'red' && !polling && now - pollAt >= POLL_MS - TICK_SLACK_MS) {
      pollAt = now
      void poll()
    }
  }

  function tendSocket(now: number, heardAt: number): void {
    if (socket && now - Math.max(socketSince, heardAt) > GIVE_UP_MS) giveUp()
    if (!socket && now >= retryAt) connect()
    if (now - beatAt < LIVE_BEAT_MS - TICK_SLACK_MS) return
    if (socket?.send({ type: 'beat', audio: options.audio() })) beatAt = now
  }

  function giveUp(): void {
    socket?.close()
    lost()
  }

  connect()
  const silence = onHeartbeat(tick)
  return {
    send: (message) => socket?.send(message) ?? false,
    stop() {
      stopped = true
      silence()
      socket?.close()
    },
  }
}

/** Calls a frame says something new about. Looking at a home is an event too; fetching again for it would never end. */
function touchedBy(frame: Extract<FromServer, { type: 'frame' }>): ReadonlySet<string> {
  const ids = frame.events.flatMap((event) => (event.callId && event.type !== 'home.shown' ? [event.callId] : []))
  return new Set([...ids, ...frame.calls.map((one) => one.id)])
}
