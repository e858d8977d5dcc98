import type { Account, Assignment } from '#contract/accounts'
import type { Actor } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import { Refused } from '../../problem.ts'
import { findAreas } from '../areas/store.ts'
import { allDesks } from '../desks/store.ts'
import { mayBeBound } from './binding.ts'
import type { AccessOptions } from './guess-service.ts'
import { endSessionsOf } from './session-store.ts'
import { accountsByIds, writeAssignment } from './store.ts'

/** Gives an account another role, area or desk. Refuses with `not_found` and `account_misbound`. */
export type AssignmentService = (id: string, to: Assignment, actor: Actor) => Promise<Account>

/** @throws Refused `account_misbound` when the role needs another binding */
export function assertBinding(to: Assignment): void {
  if (!mayBeBound(to)) throw new Refused('account_misbound')
}

/** @throws Refused `not_found` when there is no such area or desk */
export async function assertThere(tx: Tx, { areaId, deskId }: Omit<Assignment, 'role'>): Promise<void> {
  if (areaId !== null && (await findAreas(tx, [areaId])).length === 0) throw new Refused('not_found')
  if (deskId !== null && !(await allDesks(tx)).some(({ id }) => id === deskId)) throw new Refused('not_found')
}

/** Whoever is somebody else from now on signs in anew (ASVS 5.0 §7.2.4); their consoles close with the event. */
export function assignmentService({ db, clock, events }: AccessOptions): AssignmentService {
  return async (id, to, actor) => {
    assertBinding(to)
    return db.write(async (tx) => {
      await assertThere(tx, to)
      if (!(await writeAssignment(tx, id, to))) throw new Refused('not_found')
      const at = clock.now()
      await endSessionsOf(tx, id, '', at)
      await events.append(tx, [{ at, type: 'account.assigned', actor, data: { account: id, ...to } }])
      const [account] = await accountsByIds(tx, [id])
      if (!account) throw new Refused('not_found')
      return { id, user: account.user, name: account.name, ...to }
    })
  }
}
