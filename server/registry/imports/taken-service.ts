import type { Actor } from '#contract/events'
import type { EventDraft } from '../../events/log.ts'

/** Who takes rows in, when, and from which file. `at` in milliseconds. */
export interface About {
  readonly at: number
  readonly by: Actor & { readonly id: string }
  readonly importId: string
}

/** What a chunk did: rows taken in, what happened, and the secrets of its devices. */
export interface Taken {
  readonly added: number
  readonly events: readonly EventDraft[]
  readonly secrets: readonly (readonly string[])[]
}
