import type { CONTACT_OUTCOMES } from '#contract/calls'
import type { Contact } from '#contract/registry'
import { callRoutes } from '#contract/routes'
import { call as send } from '../../shared/api/api.ts'
import { took } from '../call/claiming.ts'
import { say, sayFailure } from '../notice/notice-store.ts'

export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]

/** How an attempt can have gone, in the order of the buttons. */
export const ANSWERS = ['reached', 'no_answer', 'busy', 'wrong_number'] as const satisfies readonly ContactOutcome[]

/**
 * Logs that somebody was rung, or how it went. A missing contact is the caller, spoken to through the device.
 * @returns true when it stands in the log.
 */
export async function logAttempt(
  callId: string,
  contact: Contact | null,
  outcome: ContactOutcome,
  words: { readonly name: string; readonly outcome: string } | null,
): Promise<boolean> {
  const body = { contactId: contact?.id ?? null, channel: contact ? 'phone' : 'device', outcome } as const
  try {
    took(await send(callRoutes.contactAttempt, { params: { id: callId }, body }))
    if (words) say({ kind: 'calm', key: 'contacts.logged', values: words })
    return true
  } catch (error) {
    sayFailure(error)
    return false
  }
}
