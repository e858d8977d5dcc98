import type { Account } from '#contract/accounts'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { openDoorCode } from '../../registry/homes/known-store.ts'
import type { Vault } from '../../registry/privacy/vault-service.ts'
import { mayOpenDoor } from './door.ts'
import { holdCall } from './store.ts'

export interface DoorOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly vault: Vault
}

/**
 * The code of the door that this call is about; that it was shown is an event of the same transaction, every time.
 * @throws Refused `call_not_found`; `door_code_shut` whoever may not, or not now; `not_found` when there is none
 */
export async function showDoorCode(
  { db, clock, events, vault }: DoorOptions,
  callId: string,
  account: Pick<Account, 'id' | 'role'>,
): Promise<string> {
  return db.write(async (tx) => {
    const call = await holdCall(tx, callId)
    if (!call) throw new Refused('call_not_found')
    if (!mayOpenDoor(call, account)) throw new Refused('door_code_shut')
    const code = call.homeId === null ? null : await openDoorCode(tx, vault, call.homeId)
    if (code === null) throw new Refused('not_found')
    const actor = { kind: 'account' as const, id: account.id }
    const about = { callId, homeId: call.homeId, data: { field: 'doorCode' } }
    await events.append(tx, [{ at: clock.now(), type: 'home.door_code_shown', actor, ...about }])
    return code
  })
}
