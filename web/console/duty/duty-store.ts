import { create } from 'zustand'
import { useStream } from '../live/stream-store.ts'
import { useLeadership } from '../sound/leadership.ts'
import { audioState } from '../sound/speaker.ts'

interface Duty {
  /** The dialog of going on duty: closed, asking for the tone, or saying why it cannot be. */
  readonly step: 'none' | 'asking' | 'blocked' | 'silent'
  /** The operator heard the tone in this very page and has not gone off duty since. */
  readonly toneHeard: boolean
}

/** What going on duty has come to in this window. Whether a seat is held is the server's to say. */
export const useDuty = create<Duty>(() => ({ step: 'none', toneHeard: false }))

/** True when a ringing call may be heard from this window. */
export function maySound(): boolean {
  const { toneHeard } = useDuty.getState()
  return toneHeard && audioState() === 'running' && useLeadership.getState().leads
}

type SoundChip = 'soundOn' | 'soundOff' | 'soundBlocked' | 'soundElsewhere'

/** What the header says about sound. */
export function soundChip(toneHeard: boolean, running: boolean, leads: boolean): SoundChip {
  if (!toneHeard) return 'soundOff'
  if (!running) return 'soundBlocked'
  return leads ? 'soundOn' : 'soundElsewhere'
}

/** On duty in the full sense: the server holds our seat and this window would ring. */
export function useOnDuty(): boolean {
  const seat = useStream((stream) => stream.onDuty)
  const heard = useDuty((duty) => duty.toneHeard)
  return seat && heard
}
