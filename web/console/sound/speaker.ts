import type { AUDIO_STATES } from '#contract/live'
import type { Pattern } from './bursts.ts'

export type AudioState = (typeof AUDIO_STATES)[number]

/** A blocked browser leaves `resume()` pending for ever; after this we take its state as the answer. Milliseconds. */
const UNLOCK_PATIENCE_MS = 1500
const RAMP_S = 0.012

let context: AudioContext | null = null
const listeners = new Set<() => void>()

/** Whether something played now would be heard. Before the first click nothing has been allowed to sound. */
export function audioState(): AudioState {
  const state = context?.state ?? 'suspended'
  return state === 'running' || state === 'closed' || state === 'interrupted' ? state : 'suspended'
}

/** For `useSyncExternalStore`: called when the state of the sound changes. */
export function onAudioState(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function changed(): void {
  for (const listener of listeners) listener()
}

/** Opens the way to the speaker. Must be called from a click or a key, or browsers refuse. */
export async function unlockSound(): Promise<AudioState> {
  if (typeof AudioContext === 'undefined') return 'closed'
  if (!context || context.state === 'closed') {
    context = new AudioContext()
    context.onstatechange = changed
  }
  const asked = context.resume().catch(() => undefined)
  await Promise.race([asked, new Promise((done) => setTimeout(done, UNLOCK_PATIENCE_MS))])
  changed()
  return audioState()
}

/** Wakes a context that fell asleep with the machine or a changed device. Harmless when it runs. */
export function wakeSound(): void {
  if (context && context.state !== 'running' && context.state !== 'closed') void context.resume().catch(() => undefined)
}

/**
 * Plays a burst once, `gain` 0 to 1.
 * @returns cuts it off; a claimed call falls silent in mid-burst.
 */
export function playBurst(pattern: Pattern, gain: number): () => void {
  if (context?.state !== 'running') return () => undefined
  const playing = context
  const master = playing.createGain()
  master.gain.value = gain
  master.connect(playing.destination)
  const start = playing.currentTime + 0.02
  for (const pulse of pattern.pulses) schedulePulse(playing, master, start + pulse.at, pulse.hertz, pulse.length)
  return () => {
    master.gain.setTargetAtTime(0, playing.currentTime, RAMP_S)
  }
}

/** Soft edges, because a hard cut clicks; a little of the octave, because old ears miss a pure tone. */
function schedulePulse(playing: AudioContext, out: GainNode, at: number, hertz: number, length: number): void {
  for (const [factor, share] of [
    [1, 0.7],
    [2, 0.25],
  ] as const) {
    const tone = playing.createOscillator()
    const edge = playing.createGain()
    tone.frequency.value = hertz * factor
    edge.gain.setValueAtTime(0, at)
    edge.gain.linearRampToValueAtTime(share, at + RAMP_S)
    edge.gain.setValueAtTime(share, at + length - RAMP_S)
    edge.gain.linearRampToValueAtTime(0, at + length)
    tone.connect(edge).connect(out)
    tone.start(at)
    tone.stop(at + length + RAMP_S)
  }
}
