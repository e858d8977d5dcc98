import { uuidv7 } from 'uuidv7'
import { quantile } from './figures.ts'
import { after } from './pause.ts'
import type { WireDevice } from './wire.ts'

/** Milliseconds from the instant a press was meant for; whatever was not answered or shown is missing in the counts. */
export interface Paced {
  readonly sent: number
  readonly receipted: number
  readonly shown: number
  readonly receiptP50: number
  readonly receiptP99: number
  readonly consoleP50: number
  readonly consoleP99: number
}

export interface Pace {
  readonly perSecond: number
  readonly seconds: number
}

/** Not counted: code is compiled and caches fill. Milliseconds. */
const WARM_UP_MS = 2_000

/** How long each press took to one of the places it goes to. */
export class Arrivals {
  readonly #meant = new Map<string, number>()
  readonly took: number[] = []

  expect(signalId: string, at: number): void {
    this.#meant.set(signalId, at)
  }

  came(signalId: string): void {
    const at = this.#meant.get(signalId)
    if (at === undefined) return
    this.#meant.delete(signalId)
    this.took.push(performance.now() - at)
  }
}

/**
 * Open loop: presses at fixed instants whatever the answers do, measured from the instant they were meant for, so that
 * a stall cannot hide (research/performance.md §8).
 */
export async function pressAtPace(
  devices: readonly WireDevice[],
  { perSecond, seconds }: Pace,
  atConsole: Arrivals,
): Promise<Paced> {
  const atDevice = new Arrivals()
  for (const device of devices) device.onAnswer = (signalId) => atDevice.came(signalId)
  const gap = 1000 / perSecond
  const uncounted = Math.round(WARM_UP_MS / gap)
  const sent = Math.round((seconds * 1000) / gap)
  const began = performance.now()
  for (let n = 0; n < uncounted + sent; n += 1) {
    const at = began + n * gap
    await after(Math.max(0, at - performance.now()))
    const signalId = uuidv7()
    if (n >= uncounted) for (const arrivals of [atDevice, atConsole]) arrivals.expect(signalId, at)
    devices[n % devices.length]?.press(signalId, 'sos')
  }
  await after(1_000)
  return { sent, ...figuresOf(atDevice.took, atConsole.took) }
}

function figuresOf(receipt: readonly number[], console: readonly number[]): Omit<Paced, 'sent'> {
  return {
    receipted: receipt.length,
    shown: console.length,
    receiptP50: quantile(receipt, 0.5),
    receiptP99: quantile(receipt, 0.99),
    consoleP50: quantile(console, 0.5),
    consoleP99: quantile(console, 0.99),
  }
}
