import { uuidv7 } from 'uuidv7'
import type { SignalKind } from '#contract/signals'
import { after } from './pause.ts'
import { type Cpu, type Meter, readMeter } from './proc.ts'
import type { WireDevice } from './wire.ts'

/** Answers that were counted, the time they took, and the processor time when counting began. */
export interface Counted {
  readonly signals: number
  readonly tookMs: number
  readonly cpu: Cpu
}

export interface Spell {
  readonly seconds: number
  /** Not counted: code is compiled and caches fill. Milliseconds. */
  readonly warmUpMs: number
  readonly meter: Meter
}

/** What is still unanswered when the pressing has ended counts too, as long as it comes within this. Milliseconds. */
const PATIENCE_MS = 4_000

/**
 * Closed loop: every device has one press in flight, for as long as the spell lasts. What a press opens is a call for
 * service, so that it rings nobody's phone for ever and a call needs no care between the rounds.
 */
export async function keepPressing(devices: readonly WireDevice[], spell: Spell): Promise<Counted> {
  return loop(devices, spell, () => 'service')
}

/** Calls of different kinds that a device without a home can open, none of which rings a phone. */
export const OPENING: readonly SignalKind[] = ['service', 'tamper']

/** Every device, which must never have pressed before, opens a call of each kind; or as many as there is time for. */
export async function openCalls(devices: readonly WireDevice[], spell: Spell): Promise<Counted> {
  return loop(devices, spell, (nth) => OPENING[nth])
}

/** `kindOf`: what a device says the nth time, from 0; undefined when it is done. */
async function loop(
  devices: readonly WireDevice[],
  { seconds, warmUpMs, meter }: Spell,
  kindOf: (nth: number) => SignalKind | undefined,
): Promise<Counted> {
  let signals = 0
  let waiting = 0
  let pressing = true
  let allAnswered: () => void = () => {}
  const done = new Promise<void>((resolve) => {
    allAnswered = resolve
  })
  const begin = (device: WireDevice): void => {
    let said = 0
    const next = (): void => {
      const kind = pressing ? kindOf(said) : undefined
      said += 1
      if (kind) device.press(uuidv7(), kind)
      else waiting -= 1
      if (waiting === 0) allAnswered()
    }
    device.onAnswer = () => {
      signals += 1
      next()
    }
    waiting += 1
    next()
  }
  for (const device of devices) begin(device)
  await after(warmUpMs)
  signals = 0
  const began = performance.now()
  const cpu = readMeter(meter)
  await Promise.race([done, after(seconds * 1000)])
  pressing = false
  await Promise.race([done, after(PATIENCE_MS)])
  return { signals, tookMs: performance.now() - began, cpu }
}
