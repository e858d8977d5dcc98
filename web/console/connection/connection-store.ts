import { create } from 'zustand'
import { LIVE_AMBER_MS, LIVE_RED_MS } from '#contract/live'
import { TICK_MS } from '../../shared/clock/tick.ts'

export type Health = 'connecting' | 'live' | 'amber' | 'red'

/** The red bar has to stand by 5 s, so it is decided upon a tick earlier, and earlier again by what drawing may take. */
const RED_LEAD_MS = TICK_MS + 400

/** How the silence of the server is to be shown: amber by 4 s, red by 5 s (design §6). */
export function healthOf(silentMs: number, everHeard: boolean): Health {
  if (silentMs >= LIVE_RED_MS - RED_LEAD_MS) return 'red'
  if (!everHeard) return 'connecting'
  return silentMs >= LIVE_AMBER_MS - TICK_MS ? 'amber' : 'live'
}

interface Connection {
  readonly health: Health
  /** When the server was last heard over the feed. Epoch ms of this machine's clock. */
  readonly heardAt: number
  /** When the data on the screen was last known to be right, over the feed or the fall-back. */
  readonly dataAt: number
  /** Whether the fall-back answers while the feed is down; null while it has not been asked. */
  readonly fallbackWorks: boolean | null
  /** The server speaks another protocol than this page. */
  readonly outdated: boolean
}

export const useConnection = create<Connection>(() => ({
  health: 'connecting',
  heardAt: Date.now(),
  dataAt: Date.now(),
  fallbackWorks: null,
  outdated: false,
}))

/** True while calls may be claimed: never on old data. */
export function mayClaim(): boolean {
  return useConnection.getState().health !== 'red'
}
