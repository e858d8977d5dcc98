import type { Consent, NewConsent } from '#contract/consents'
import type { Actor, EventType } from '#contract/events'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../accounts/store.ts'
import type { DataKey, Place, Vault } from '../privacy/vault-service.ts'
import { findResident, holdResident, type ResidentRow } from '../residents/store.ts'
import { type ConsentRow, consentsOf, withdrawConsent, writeConsent } from './store.ts'

/** What a resident agreed to, and since when no longer. Every verb refuses with `not_found`. */
export interface ConsentService {
  list(residentId: string): Promise<Consent[]>
  /** Refuses with `resident_left`. */
  add(residentId: string, consent: NewConsent, by: string): Promise<Consent>
  /** Of somebody who left, too. Refuses with `consent_withdrawn`, `dates_reversed` for a day before it was given. */
  withdraw(residentId: string, id: string, on: string, by: string): Promise<Consent>
}

type Details = Pick<NewConsent, 'giver' | 'purpose'>

export function consentService(db: Database, clock: Clock, events: EventLog, vault: Vault): ConsentService {
  async function tell(
    tx: Tx,
    type: EventType,
    consent: string,
    { id, homeId }: ResidentRow,
    by: string,
  ): Promise<void> {
    const actor: Actor = { kind: 'account', id: by }
    await events.append(tx, [{ at: clock.now(), type, actor, homeId, data: { consent, resident: id } }])
  }

  async function list(residentId: string): Promise<Consent[]> {
    if (!(await findResident(db.read, residentId))) throw new Refused('not_found')
    const rows = await consentsOf(db.read, residentId)
    const ids = rows.flatMap(({ recordedBy, withdrawnBy }) => [
      recordedBy,
      ...(withdrawnBy === null ? [] : [withdrawnBy]),
    ])
    const names = await accountNames(db.read, [...new Set(ids)])
    const key = (await vault.keysOf(db.read, [residentId]))(residentId)
    return rows.map((row) => toConsent(row, key, names))
  }

  async function one(residentId: string, id: string): Promise<Consent> {
    const found = (await list(residentId)).find((consent) => consent.id === id)
    if (!found) throw new Refused('not_found')
    return found
  }

  return {
    list,
    async add(residentId, { giver, purpose, ...consent }, by) {
      const id = newId()
      await db.write(async (tx) => {
        const resident = await holdResident(tx, residentId)
        if (!resident) throw new Refused('not_found')
        if (resident.leftAt !== null) throw new Refused('resident_left')
        const key = (await vault.keysFor(tx, [residentId]))(residentId)
        const encryptedDetails = key.hide(JSON.stringify({ giver, purpose } satisfies Details), detailsOf(id))
        const recorded = { recordedAt: clock.now(), recordedBy: by }
        const standing = { withdrawnOn: null, withdrawnAt: null, withdrawnBy: null }
        await writeConsent(tx, { ...consent, id, residentId, encryptedDetails, ...recorded, ...standing })
        await tell(tx, 'consent.given', id, resident, by)
      })
      return one(residentId, id)
    },
    async withdraw(residentId, id, on, by) {
      const { givenOn } = await one(residentId, id)
      if (on < givenOn) throw new Refused('dates_reversed')
      await db.write(async (tx) => {
        const resident = await holdResident(tx, residentId)
        if (!resident) throw new Refused('not_found')
        const row = { id, withdrawnOn: on, withdrawnAt: clock.now(), withdrawnBy: by }
        if (!(await withdrawConsent(tx, row))) throw new Refused('consent_withdrawn')
        await tell(tx, 'consent.withdrawn', id, resident, by)
      })
      return one(residentId, id)
    },
  }
}

const detailsOf = (id: string): Place => ['consents', id, 'details']

function toConsent(row: ConsentRow, key: DataKey, names: ReadonlyMap<string, string>): Consent {
  const { id, kind, textVersion, givenBy, givenOn, recordedAt, recordedBy } = row
  const { withdrawnOn, withdrawnAt, withdrawnBy } = row
  const person = (account: string) => ({ id: account, name: names.get(account) ?? '' })
  // Nothing inside: the resident's key was destroyed.
  const details = key.open(row.encryptedDetails, detailsOf(id)) || JSON.stringify({ giver: '', purpose: '' })
  const withdrawn =
    withdrawnOn !== null && withdrawnAt !== null && withdrawnBy !== null
      ? { on: withdrawnOn, at: toIso(withdrawnAt), by: person(withdrawnBy) }
      : null
  return {
    ...{ id, kind, textVersion, givenBy, givenOn, ...(JSON.parse(details) as Details) },
    ...{ recordedAt: toIso(recordedAt), recordedBy: person(recordedBy), withdrawn },
  }
}
