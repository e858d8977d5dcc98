import type { CallKind, Trigger } from '#contract/calls'
import type { SignalKind } from '#contract/signals'

/** What a kind of signal means for the desk (design §6; priorities after research/call-centre.md §6.6). */
export type Meaning =
  /** Somebody asks for help, or a detector does: a call must ring. */
  | { readonly type: 'asks'; readonly kind: CallKind; readonly priority: number }
  /** Said on the resident's device by the person who came, or by the caller: news for the open call. */
  | { readonly type: 'tells'; readonly event: 'call.help_arrived' | 'call.help_done' | 'call.cancelled' }
  /** A condition ended. Restored never closes a call (design §6 rule 6). */
  | { readonly type: 'restores'; readonly trigger: Trigger }
  /** Worth a line in the log and nothing else. */
  | { readonly type: 'records' }

const emergency: Meaning = { type: 'asks', kind: 'emergency', priority: 1 }
const technical: Meaning = { type: 'asks', kind: 'technical', priority: 4 }

const MEANINGS: Readonly<Record<SignalKind, Meaning>> = {
  sos: emergency,
  fall: emergency,
  smoke: emergency,
  gas: emergency,
  flood: emergency,
  // Outside a test window a test press counts as a real one (design §6 rule 12).
  test: emergency,
  inactivity: { type: 'asks', kind: 'welfare', priority: 2 },
  service: { type: 'asks', kind: 'service', priority: 3 },
  meal: { type: 'asks', kind: 'service', priority: 3 },
  help_arrived: { type: 'tells', event: 'call.help_arrived' },
  help_done: { type: 'tells', event: 'call.help_done' },
  cancel: { type: 'tells', event: 'call.cancelled' },
  battery_low: technical,
  mains_failed: technical,
  offline: technical,
  tamper: { type: 'asks', kind: 'technical', priority: 3 },
  battery_ok: { type: 'restores', trigger: 'battery_low' },
  mains_restored: { type: 'restores', trigger: 'mains_failed' },
  online: { type: 'restores', trigger: 'offline' },
  smoke_restored: { type: 'restores', trigger: 'smoke' },
  gas_restored: { type: 'restores', trigger: 'gas' },
  flood_restored: { type: 'restores', trigger: 'flood' },
  tamper_restored: { type: 'restores', trigger: 'tamper' },
}

/** Lanes whose unreadable messages may have been a person pressing. */
const PRESS_LANES: readonly string[] = ['alarm', 'key', 'push']

/** The meaning of a stored signal; `kind` is 'unreadable' when only its bytes are known. */
export function meaningOf(kind: SignalKind | 'unreadable', lane: string): Meaning {
  if (kind !== 'unreadable') return MEANINGS[kind]
  return PRESS_LANES.includes(lane) ? emergency : { type: 'asks', kind: 'technical', priority: 3 }
}

/** Kinds of call a restored condition or a helper's press may belong to. */
export function kindsTouchedBy(meaning: Meaning): readonly CallKind[] {
  if (meaning.type === 'asks') return [meaning.kind]
  if (meaning.type === 'tells') return ['emergency', 'welfare', 'service']
  if (meaning.type === 'restores') return ['emergency', 'technical']
  return []
}
