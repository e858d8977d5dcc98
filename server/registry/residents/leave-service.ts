import type { Actor } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import type { EventDraft } from '../../events/log.ts'
import { endHolds, holdsOf } from '../holds/store.ts'
import { endRingables, ringablesOf } from '../homes/contact-store.ts'
import { type HomeRow, holdHome } from '../homes/file-store.ts'
import { openHome, writeKnown } from '../homes/known-store.ts'
import { residentsOf } from '../homes/store.ts'
import { endCodes } from '../pairing/store.ts'
import type { Vault } from '../privacy/vault-service.ts'
import type { ResidentRow } from './store.ts'

/** When somebody wrote it down, milliseconds since 1970. */
export interface Leave {
  readonly at: number
  readonly by: string
}

type Left = Pick<ResidentRow, 'id' | 'homeId'>

/**
 * Ends whatever runs for somebody who left, in the transaction that says so: what was on hold, and where nobody is left
 * behind, whom to ring for the home and its pairing codes. Its devices stay as they are, and may be pressed, until
 * somebody fetches them. What has happened, to be told in the same transaction.
 */
export async function endAllOf(tx: Tx, vault: Vault, resident: Left, leave: Leave): Promise<EventDraft[]> {
  const ended = await endItsHolds(tx, resident, leave)
  // Held before it is counted who is left: of two who leave at once, the later finds nobody.
  const home = await holdHome(tx, resident.homeId)
  if (!home || (await residentsOf(tx, [home.id])).length > 0) return ended
  await endCodes(tx, home.id, leave.at)
  const toRing = (await ringablesOf(tx, vault, [home.id])).map(({ id }) => id)
  const about = { fields: ['contacts', 'responders'], resident: resident.id }
  return [...ended, ...(await stopRinging(tx, vault, home, toRing, about, leave))]
}

/** From now on these are nobody to be rung for the home; its history says so. `about` goes into the event. */
export async function stopRinging(
  tx: Tx,
  vault: Vault,
  home: HomeRow,
  toRing: readonly string[],
  about: { readonly fields: readonly string[]; readonly [fact: string]: unknown },
  leave: Leave,
): Promise<EventDraft[]> {
  if (toRing.length === 0) return []
  await endRingables(tx, toRing, leave.at)
  const loaded = await openHome(tx, vault, home)
  await writeKnown(tx, vault, loaded, loaded.known, { ...leave, fields: about.fields, before: toRing })
  const data = { ...about, ended: toRing.length }
  return [{ at: leave.at, type: 'home.changed', actor: actorOf(leave), homeId: home.id, data }]
}

async function endItsHolds(tx: Tx, { id, homeId }: Left, leave: Leave): Promise<EventDraft[]> {
  const running = (await holdsOf(tx, id)).filter(({ endedAt }) => endedAt === null)
  await endHolds(tx, id, leave.at)
  return running.map((hold) => ({
    ...{ at: leave.at, type: 'hold.ended', actor: actorOf(leave), homeId },
    data: { hold: hold.id, resident: id },
  }))
}

const actorOf = ({ by }: Leave): Actor => ({ kind: 'account', id: by })
