import type { TokenScope } from '#contract/service-tokens'

/** Where the word for a scope stands; its own colon would be taken for a catalogue's name. */
export const SCOPE_WORDS = {
  'events:read': 'token.readsEvents',
  'metrics:read': 'token.readsMetrics',
  'registry:read': 'token.readsRegistry',
} as const satisfies Record<TokenScope, string>
