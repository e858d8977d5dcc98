import type { Clock } from '../../clock.ts'
import type { Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { recordChanges } from './record-store.ts'
import { openCallsOf } from './store.ts'
import { SUBJECTS, type Trouble, troubleCall } from './trouble.ts'

/** Rings the desk about the house itself. */
export interface TroubleService {
  /** Opens a call about this trouble, unless one is open already. */
  ring(tx: Tx, trouble: Trouble): Promise<void>
}

export function troubleService(events: EventLog, clock: Clock): TroubleService {
  return {
    async ring(tx, trouble) {
      const standing = await openCallsOf(tx, [SUBJECTS[trouble]])
      if (standing.length > 0) return
      const at = clock.now()
      const change = troubleCall(newId(), trouble, at)
      await recordChanges(tx, events, [{ before: null, change, signalUid: null }], [], at)
    },
  }
}
