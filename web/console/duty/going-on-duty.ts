import type { FromConsole } from '#contract/live'
import { useConnection } from '../connection/connection-store.ts'
import { changeStream } from '../live/stream-store.ts'
import { say } from '../notice/notice-store.ts'
import { TEST_TONE } from '../sound/bursts.ts'
import { accountAudio } from '../sound/leadership.ts'
import { audioState, playBurst, unlockSound } from '../sound/speaker.ts'
import { useDuty } from './duty-store.ts'

const TEST_GAIN = 0.6

type Send = (message: FromConsole) => boolean

/** First half, in the click: unlock the sound and play the tone, or say why it cannot be. */
export async function askForTone(): Promise<void> {
  const state = await unlockSound()
  if (state !== 'running') {
    useDuty.setState({ step: 'blocked' })
    return
  }
  playBurst(TEST_TONE, TEST_GAIN)
  useDuty.setState({ step: 'asking' })
}

/** Second half: the operator heard the tone, so the seat is asked for. */
export function confirmTone(send: Send): void {
  if (audioState() !== 'running') {
    useDuty.setState({ step: 'blocked' })
    return
  }
  const sent = send({ type: 'duty', on: true, audio: 'running', toneConfirmed: true })
  useDuty.setState({ step: 'none', toneHeard: sent })
  if (!sent) {
    say({ kind: 'warning', key: 'app.unreachable' })
    return
  }
  askForNotifications()
  say({ kind: 'calm', key: 'duty.confirmed' })
}

export function leaveDuty(send: Send): void {
  send({ type: 'duty', on: false, audio: audioState(), toneConfirmed: false })
  useDuty.setState({ step: 'none', toneHeard: false })
  changeStream((stream) => ({ ...stream, onDuty: false }))
  say({ kind: 'calm', key: 'duty.left' })
}

/**
 * After a reconnect the server may have given the seat up for silence. The tone was confirmed in this page and still
 * runs, so the seat is asked for again without troubling the operator.
 */
export function resumeDuty(send: Send, onDuty: boolean): void {
  const { toneHeard } = useDuty.getState()
  if (onDuty && !toneHeard && accountAudio() !== 'running') say({ kind: 'warning', key: 'duty.reloaded' })
  if (!toneHeard || onDuty) return
  send({ type: 'duty', on: true, audio: audioState(), toneConfirmed: true })
}

/** The server refused the seat; the page must not pretend. */
export function dutyRefused(code: string): boolean {
  if (code !== 'sound_blocked' && code !== 'tone_not_confirmed') return false
  useDuty.setState({ step: 'blocked', toneHeard: false })
  return true
}

/** A seat that the server takes away while we are connected is gone: say it loudly. */
export function seatLost(): void {
  if (!useDuty.getState().toneHeard || useConnection.getState().health !== 'live') return
  useDuty.setState({ toneHeard: false })
  say({ kind: 'warning', key: 'duty.lost', lasting: true })
}

function askForNotifications(): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'default') return
  void Notification.requestPermission()
}
