import type { SignalKind } from '#contract/signals'
import type { Dice } from './dice.ts'
import type { Unit } from './unit.ts'

/** Most are calls for help that join an open call; some are other calls, news for a call, or mere records. */
const KINDS: readonly [SignalKind, ...SignalKind[]] = [
  'sos',
  'sos',
  'sos',
  'sos',
  'fall',
  'service',
  'meal',
  'inactivity',
  'battery_low',
  'battery_ok',
  'help_arrived',
  'cancel',
]

/** Units that press all the time. */
export interface Load {
  readonly units: readonly Unit[]
  /** Resolves when so many presses have their receipt, counted from the beginning. */
  receipted(count: number): Promise<void>
  /** No further presses; resolves when every press under way has its receipt. */
  finish(): Promise<void>
}

/** Closed loop: each unit keeps `window` presses under way, and presses again as soon as one has its receipt. */
export function startLoad(units: readonly Unit[], chance: Dice, window: number): Load {
  let stopping = false
  let receipts = 0
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>()

  function noteReceipt(): void {
    receipts += 1
    for (const one of waiting) {
      if (receipts < one.count) continue
      waiting.delete(one)
      one.resolve()
    }
  }

  const loops = units.flatMap((unit, place) =>
    Array.from({ length: window }, async () => {
      while (!stopping) {
        await unit.press(kindFor(place, chance))
        noteReceipt()
      }
    }),
  )
  return {
    units,
    receipted(count) {
      if (receipts >= count) return Promise.resolve()
      return new Promise((resolve) => void waiting.add({ count, resolve }))
    },
    async finish() {
      stopping = true
      await Promise.all(loops)
    },
  }
}

/** Two units only ever say what opens no call: their signals stand in the log alone. */
function kindFor(place: number, chance: Dice): SignalKind {
  return place < 2 ? 'help_done' : chance.pick(KINDS)
}
