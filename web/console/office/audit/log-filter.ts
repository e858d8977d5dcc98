import type { EventType } from '#contract/events'

/** Which lines of the log are looked at. */
export interface LogFilter {
  readonly type?: EventType
  /** An account or a device. */
  readonly actor?: string
  readonly home?: string
}
