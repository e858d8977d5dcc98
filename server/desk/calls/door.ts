import type { Role } from '#contract/accounts'
import type { CallRecord } from './call.ts'

/**
 * Whether the code of a home's door opens for this person: while an emergency of the first order is open, for whoever
 * has claimed it, and for a supervisor who may see it (design §8).
 */
export function mayOpenDoor(
  { closedAt, priority, ownerId }: Pick<CallRecord, 'closedAt' | 'priority' | 'ownerId'>,
  person: { readonly id: string; readonly role: Role },
): boolean {
  return closedAt === null && priority === 1 && (ownerId === person.id || person.role === 'supervisor')
}
