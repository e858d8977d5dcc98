import type { LampState } from '#contract/lamps'
import type { Receipt } from '#contract/receipts'
import type { SignalKind } from '#contract/signals'
import type { RoadName } from './outbox.ts'

/** What the caller sees: `sending` is the unit's own, until the receipt; the rest comes from the house. */
export type Shown = 'dark' | 'sending' | LampState

/** What a unit tells whoever watches it; `signal` is the id of a signal. */
export type UnitNews =
  | { readonly type: 'link'; readonly open: boolean; readonly reason: string }
  | { readonly type: 'power'; readonly on: boolean }
  | { readonly type: 'pressed'; readonly signal: string; readonly kind: SignalKind }
  | { readonly type: 'sent'; readonly signal: string; readonly road: RoadName; readonly tries: number }
  | { readonly type: 'receipt'; readonly receipt: Receipt; readonly signals: readonly string[] }
  | { readonly type: 'shown'; readonly shown: Shown; readonly call: string | null; readonly say: string }
