import type { Role } from '#contract/accounts'
import type { Call } from '#contract/calls'
import type { Event, EventType } from '#contract/events'
import { type DayFigures, type FromServer, LIVE_BEAT_MS, LIVE_CUT_MS, LIVE_RED_MS } from '#contract/live'
import { type Clock, toIso } from '../clock.ts'
import { type Follower, follow } from '../events/follower.ts'
import type { EventLog } from '../events/log.ts'

/** A console with more than this unread, beside its snapshot, is cut; ws would buffer without end (reliability §3). Bytes. */
const BUFFER_MAX = 1024 * 1024
/** At least this long between two frames. Milliseconds. */
const FRAME_GAP_MS = 20
/** Further behind than this, a console gets a snapshot instead of what it missed. */
const CATCH_UP_MAX = 2_000

/** Who looks; all whose `key` is the same see the same, and share their frames. */
export interface Viewer {
  readonly key: string
  readonly role: Role
  /** Null: everything. */
  readonly scope: { readonly paths: readonly string[] | null }
}

/** News after which somebody may see less than before. */
const CHANGES_SIGHT: readonly EventType[] = [
  'session.closed',
  'session.revoked',
  'account.assigned',
  'account.locked',
  'area.moved',
  'area.merged',
  'desk.changed',
]

/** What the desk shows; the hub knows nothing of calls but this. */
export interface DeskView {
  openCalls(viewer: Viewer): Promise<Call[]>
  callsNamedIn(events: readonly Event[], viewer: Viewer): Promise<Call[]>
  /** What of this the viewer may know. */
  visible(events: readonly Event[], viewer: Viewer): Promise<readonly Event[]>
  figures(): Promise<DayFigures>
  isOnDuty(accountId: string): boolean
}

/** One connected console, whatever carries it. */
export interface Console {
  readonly accountId: string
  readonly buffered: number
  send(frame: Buffer): void
  cut(reason: string): void
}

export interface Hub {
  /** Sends what the console needs to stand where the log stands, then keeps it there. `after` null: a snapshot. */
  join(console: Console, after: number | null): Promise<void>
  heard(console: Console): void
  leave(console: Console): void
  /** Tells this console anew where it stands: after it went on or off duty. */
  beat(console: Console): Promise<void>
  settled(): Promise<void>
  readonly consoles: number
  stop(): void
}

export interface HubOptions {
  readonly log: EventLog
  readonly clock: Clock
  readonly view: DeskView
  readonly after: number
  /** What the person at a console may see now; null once their session has ended. */
  readonly viewerOf: (console: Console) => Promise<Viewer | null>
  readonly onFault: (fault: unknown) => void
}

interface Standing {
  /** Null until it is known; nobody is told anything before. */
  viewer: Viewer | null
  heardAt: number
  joined: boolean
  /** Size of the snapshot it was sent: thousands of open calls may leave slowly, and must not cut it. Bytes. */
  snapshotBytes: number
}

/** Committed news to every console: one frame per tick, built once, written to all who share the view (design §6). */
export function startHub(options: HubOptions): Hub {
  const { log, clock, view, onFault } = options
  const consoles = new Map<Console, Standing>()
  let beatAt = clock.now()

  const follower: Follower = follow({
    log,
    after: options.after,
    gapMs: FRAME_GAP_MS,
    onFault,
    wanted: () => consoles.size > 0,
    async take(after, events) {
      // Before anybody is told what came after it.
      if (events.some(({ type }) => CHANGES_SIGHT.includes(type))) await lookAgain()
      const frames = await framesFor(after, events)
      return () => hand(frames)
    },
  })

  /** To each the frame of its view. Who came in while they were made, and shares a view with nobody, comes in again. */
  function hand(frames: ReadonlyMap<string, Buffer>): void {
    for (const [console, { joined, viewer }] of consoles) {
      if (!joined || viewer === null) continue
      const bytes = frames.get(viewer.key)
      if (bytes) deliver(console, bytes)
      else console.cut('its frame was not made')
    }
  }

  function deliver(console: Console, bytes: Buffer): void {
    const { snapshotBytes = 0 } = consoles.get(console) ?? {}
    if (console.buffered > BUFFER_MAX + snapshotBytes) console.cut('it does not read')
    else console.send(bytes)
  }

  /** So long without a beat of ours is our standstill, not their silence (docs/adr/0013). */
  function forgiveStandstill(now: number): void {
    if (now - beatAt >= LIVE_RED_MS) for (const standing of consoles.values()) standing.heardAt = now
    beatAt = now
  }

  async function beatAll(): Promise<void> {
    const now = clock.now()
    forgiveStandstill(now)
    const figures = await view.figures()
    const beat = (onDuty: boolean): Buffer =>
      encode({ type: 'beat', now: toIso(now), upTo: follower.upTo, onDuty, figures })
    const [off, on] = [beat(false), beat(true)]
    for (const [console, standing] of consoles) {
      if (now - standing.heardAt > LIVE_CUT_MS) console.cut('it fell silent')
      else if (standing.joined) deliver(console, view.isOnDuty(console.accountId) ? on : off)
    }
    await lookAgain()
  }

  /** One frame for each view that anybody has. */
  async function framesFor(after: number, events: readonly Event[]): Promise<Map<string, Buffer>> {
    const frames = new Map<string, Buffer>()
    for (const { viewer } of consoles.values()) {
      if (viewer !== null && !frames.has(viewer.key)) {
        frames.set(viewer.key, encode(await frame(view, viewer, after, events)))
      }
    }
    return frames
  }

  /** Cuts whose session has ended; who sees other things than before begins anew with them. */
  async function lookAgain(): Promise<void> {
    for (const [console, standing] of consoles) {
      const viewer = await options.viewerOf(console)
      if (viewer === null) console.cut('its session ended')
      else if (standing.viewer !== null && viewer.key !== standing.viewer.key) console.cut('it sees other things now')
    }
  }

  const stopBeating = clock.every(LIVE_BEAT_MS, () => void beatAll().catch(onFault))

  return {
    async join(console, after) {
      const standing: Standing = { viewer: null, heardAt: clock.now(), joined: false, snapshotBytes: 0 }
      // In the first turn: one that leaves while we read must not be kept for ever.
      consoles.set(console, standing)
      const viewer = await options.viewerOf(console)
      if (viewer === null) return console.cut('its session ended')
      standing.viewer = viewer
      let upTo = await greet(console, standing, viewer, after)
      // Frames sent while we read went past this console: hand them over until it stands where the log stands.
      while (upTo < follower.upTo) upTo = await catchUp(console, viewer, upTo)
      standing.joined = true
    },
    heard(console) {
      const standing = consoles.get(console)
      if (standing) standing.heardAt = clock.now()
    },
    leave: (console) => void consoles.delete(console),
    async beat(console) {
      const onDuty = view.isOnDuty(console.accountId)
      const figures = await view.figures()
      deliver(console, encode({ type: 'beat', now: toIso(clock.now()), upTo: follower.upTo, onDuty, figures }))
    },
    settled: () => follower.settled(),
    get consoles() {
      return consoles.size
    },
    stop() {
      stopBeating()
      follower.stop()
    },
  }

  async function greet(console: Console, standing: Standing, viewer: Viewer, after: number | null): Promise<number> {
    const behind = after === null ? Number.POSITIVE_INFINITY : follower.upTo - after
    if (after !== null && behind >= 0 && behind <= CATCH_UP_MAX) return catchUp(console, viewer, after)
    const upTo = follower.upTo
    const onDuty = view.isOnDuty(console.accountId)
    const [calls, figures] = [await view.openCalls(viewer), await view.figures()]
    const bytes = encode({ type: 'snapshot', upTo, now: toIso(clock.now()), calls, onDuty, figures })
    standing.snapshotBytes = bytes.length
    deliver(console, bytes)
    return upTo
  }

  async function catchUp(console: Console, viewer: Viewer, after: number): Promise<number> {
    const upTo = follower.upTo
    const missed = await log.between(after, upTo)
    deliver(console, encode({ ...(await frame(view, viewer, after, missed)), upTo }))
    return upTo
  }
}

async function frame(
  view: DeskView,
  viewer: Viewer,
  after: number,
  events: readonly Event[],
): Promise<Extract<FromServer, { type: 'frame' }>> {
  const [calls, figures] = [await view.callsNamedIn(events, viewer), await view.figures()]
  return {
    type: 'frame',
    after,
    upTo: events.at(-1)?.seq ?? after,
    events: [...(await view.visible(events, viewer))],
    calls,
    figures,
  }
}

function encode(message: FromServer): Buffer {
  return Buffer.from(JSON.stringify(message))
}
