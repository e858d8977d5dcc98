import { uuidv7 } from 'uuidv7'
import type { NewNote } from '#contract/calls'
import { keep, readKept } from '../../shared/settings/kept.ts'

/** A note being written. Its id is made with it, so that sending it twice writes it once. */
export type Draft = NewNote

const keyOf = (accountId: string, callId: string): string => `anling.draft.${accountId}.${callId}`

/** The unfinished note of this account on this call, or a new empty one. */
export function readDraft(accountId: string, callId: string): Draft {
  const kept = readKept(keyOf(accountId, callId))
  return (kept === null ? null : parse(kept)) ?? { id: uuidv7(), text: '' }
}

/** Keeps a draft over reloads and sign-outs; an empty one leaves nothing behind. */
export function keepDraft(accountId: string, callId: string, draft: Draft): void {
  keep(keyOf(accountId, callId), draft.text === '' ? null : JSON.stringify(draft))
}

function parse(kept: string): Draft | null {
  try {
    const { id, text } = JSON.parse(kept) as Partial<Draft>
    return typeof id === 'string' && typeof text === 'string' ? { id, text } : null
  } catch {
    return null
  }
}
