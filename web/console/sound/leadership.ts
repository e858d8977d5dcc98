import { create } from 'zustand'
import { onHeartbeat } from '../../shared/clock/heartbeat.ts'
import { type AudioState, audioState } from './speaker.ts'

/** Whether this window is the one of its account that sounds. */
export const useLeadership = create<{ readonly leads: boolean }>(() => ({ leads: false }))

/**
 * Queues for the right to sound, one window per account. When the leading window closes, the next in line rings.
 * @returns gives it back.
 */
export function seekLeadership(accountId: string): () => void {
  const set = (leads: boolean): void => useLeadership.setState({ leads })
  if (!('locks' in navigator)) {
    // Only pages over https or on this machine have locks; alone is the safe guess, silence is not.
    set(true)
    return () => set(false)
  }
  const leave = new AbortController()
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const hold = (): Promise<void> => {
    set(true)
    return held
  }
  void navigator.locks.request(`anling-sound-${accountId}`, { signal: leave.signal }, hold).catch(() => undefined)
  return () => {
    leave.abort()
    release()
    set(false)
  }
}

/** The leading window says how its sound is this often, and is believed this long. Milliseconds. */
const SAY_EVERY_MS = 1000
const BELIEVE_MS = 5000

let leader: { readonly state: AudioState; readonly at: number } | null = null

/**
 * How the sound of this account is. A second window that only looks must not make the seat look mute, so it passes on
 * what the window that sounds says of itself.
 */
export function accountAudio(): AudioState {
  if (useLeadership.getState().leads || !leader || Date.now() - leader.at > BELIEVE_MS) return audioState()
  return leader.state
}

/** Keeps the windows of one account informed of the sound of the leading one. @returns stops it. */
export function shareLeadersSound(accountId: string): () => void {
  const channel = new BroadcastChannel(`anling-sound-${accountId}`)
  let saidAt = 0
  channel.onmessage = (message: MessageEvent<AudioState>) => {
    leader = { state: message.data, at: Date.now() }
  }
  const stop = onHeartbeat(() => {
    if (!useLeadership.getState().leads || Date.now() - saidAt < SAY_EVERY_MS) return
    saidAt = Date.now()
    channel.postMessage(audioState())
  })
  return () => {
    stop()
    channel.close()
    leader = null
  }
}
