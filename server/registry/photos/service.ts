import type { Actor, EventType } from '#contract/events'
import type { Clock } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import type { Place, Vault } from '../privacy/vault-service.ts'
import { holdResident, type ResidentRow } from '../residents/store.ts'
import { withoutMetadata } from './metadata.ts'
import { mediaTypeOf } from './photo.ts'
import { blankPhotos, findPhoto, writePhoto } from './store.ts'

/** A picture as a browser is shown it. */
interface Shown {
  readonly mediaType: string
  readonly bytes: Buffer
}

/** What a resident looks like, under the resident's own key. Every verb refuses with `not_found`. */
export interface PhotoService {
  /** From now on this one is shown, without what the camera wrote beside it. Refuses with `photo_unreadable`, `resident_left`. */
  takeIn(residentId: string, bytes: Uint8Array, by: string): Promise<void>
  /** The bytes of every picture of the resident go; that there were some, and who took them away, stays. */
  takeAway(residentId: string, by: string): Promise<void>
  /** That it was shown is an event before it is answered. */
  show(residentId: string, by: string): Promise<Shown>
}

export function photoService(db: Database, clock: Clock, events: EventLog, vault: Vault): PhotoService {
  async function held(tx: Tx, residentId: string): Promise<ResidentRow> {
    const resident = await holdResident(tx, residentId)
    if (!resident) throw new Refused('not_found')
    return resident
  }

  async function tell(tx: Tx, type: EventType, { id, homeId }: ResidentRow, by: string, data = {}): Promise<void> {
    const actor: Actor = { kind: 'account', id: by }
    await events.append(tx, [{ at: clock.now(), type, actor, homeId, data: { resident: id, ...data } }])
  }

  return {
    async takeIn(residentId, bytes, by) {
      const mediaType = mediaTypeOf(bytes)
      const cleaned = mediaType && withoutMetadata(bytes, mediaType)
      if (mediaType === null || cleaned === null) throw new Refused('photo_unreadable')
      const id = newId()
      await db.write(async (tx) => {
        const resident = await held(tx, residentId)
        if (resident.leftAt !== null) throw new Refused('resident_left')
        const encryptedPhoto = (await vault.keysFor(tx, [residentId]))(residentId).hideBytes(cleaned, photoOf(id))
        await writePhoto(tx, { id, residentId, mediaType, encryptedPhoto, takenInAt: clock.now(), takenInBy: by })
        await tell(tx, 'photo.taken_in', resident, by)
      })
    },
    takeAway: (residentId, by) =>
      db.write(async (tx) => {
        const resident = await held(tx, residentId)
        if ((await blankPhotos(tx, residentId)) === 0) throw new Refused('not_found')
        await tell(tx, 'photo.taken_away', resident, by)
      }),
    show: (residentId, by) =>
      db.write(async (tx) => {
        const resident = await held(tx, residentId)
        const row = await findPhoto(tx, residentId)
        const key = (await vault.keysOf(tx, [residentId]))(residentId)
        const bytes = row && key.openBytes(row.encryptedPhoto, photoOf(row.id))
        if (!row || !bytes) throw new Refused('not_found')
        await tell(tx, 'resident.shown', resident, by, { field: 'photo' })
        return { mediaType: row.mediaType, bytes }
      }),
  }
}

const photoOf = (id: string): Place => ['photos', id, 'photo']
