import type { Clock } from '../clock.ts'
import { heardOn, isTwo, type Line, type Standpoint } from './lines.ts'

/** Whose heartbeat it is, by its credential. */
export interface Speaker {
  readonly id: string
  readonly homeId: string | null
}

/** Notices that two units speak under one credential; refuses neither, for either may be somebody's. */
export interface CloneWatch {
  heard(device: Speaker, said: { readonly [Key in keyof Standpoint]: Standpoint[Key] | null }): void
  /** Everything noticed so far has been told. */
  settled(): Promise<void>
}

export interface CloneWatchOptions {
  readonly clock: Clock
  readonly tell: (device: Speaker) => Promise<void>
  readonly onFault: (fault: unknown) => void
}

/** Lines stand in memory only: after a restart two units draw them anew within minutes. */
export function cloneWatch({ clock, tell, onFault }: CloneWatchOptions): CloneWatch {
  const lines = new Map<string, Line>()
  let telling = Promise.resolve()
  return {
    heard(device, { boot, n }) {
      if (boot === null || n === null) return
      const line = heardOn(lines.get(device.id), { boot, n }, clock.now())
      lines.set(device.id, isTwo(line) ? { ...line, backAt: [] } : line)
      if (!isTwo(line)) return
      telling = telling.then(() => tell(device)).catch(onFault)
    },
    settled: () => telling,
  }
}
