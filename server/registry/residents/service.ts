import type { ErasureSign } from '#contract/erasure'
import type { Actor, EventType } from '#contract/events'
import type { NewResident } from '#contract/registry'
import type { FullResident, MaskedField, ResidentFields } from '#contract/residents'
import { ageOn } from '../../calendar/local-date.ts'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Reader, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import type { Mac } from '../../mac.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../accounts/store.ts'
import { findHomes } from '../homes/store.ts'
import { withPhoto } from '../photos/store.ts'
import { findErasure } from '../privacy/erasure-store.ts'
import { blind, type Vault } from '../privacy/vault-service.ts'
import { endAllOf } from './leave-service.ts'
import { indexNumbers, type Loaded, openResident, writeChange } from './private-store.ts'
import { ageGroups, type Change, changeOf, type Known, masked, NOTHING_KNOWN, wrongNumber } from './resident.ts'
import {
  changesOfResident,
  findResident,
  holdersOf,
  holdNumber,
  holdResident,
  markLeft,
  nextPosition,
  type ResidentRow,
  writeResident,
} from './store.ts'

export interface ResidentServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly vault: Vault
  readonly blindMac: Mac
}

/** Who was read by whom, of which version. */
interface Turn {
  readonly id: string
  readonly version: number
  readonly by: string
}

/** Residents in full. Every verb refuses with `not_found`; phones and numbers are masked in every answer. */
export interface ResidentService {
  /** The home the resident lives in, or lived in last. */
  homeOf(id: string): Promise<string>
  add(homeId: string, resident: NewResident, by: string): Promise<FullResident>
  /** That somebody looked is an event. */
  show(id: string, by: string): Promise<FullResident>
  /** Refuses with `stale_version`, `resident_left`, `id_number_wrong`, `id_number_taken`. */
  change(turn: Turn, fields: ResidentFields): Promise<FullResident>
  /** A masked field in full; that it was shown is an event before it is answered. */
  reveal(id: string, field: MaskedField, by: string): Promise<string[]>
  history(id: string): Promise<{ at: string; by: { id: string; name: string }; fields: string[] }[]>
  /** Refuses with `stale_version`, `resident_left`. */
  leave(turn: Turn, why: NonNullable<FullResident['left']>['why']): Promise<FullResident>
}

export function residentService({ db, clock, events, vault, blindMac }: ResidentServiceOptions): ResidentService {
  async function read(id: string): Promise<FullResident> {
    const row = await findResident(db.read, id)
    if (!row) throw new Refused('not_found')
    const hasPhoto = (await withPhoto(db.read, [id])).has(id)
    const erased = await erasedAs(db.read, id)
    return { ...toResident(await openResident(db.read, vault, row), clock.now()), hasPhoto, erased }
  }

  /** The resident as the asker read it, held for this transaction. */
  async function heldAs(tx: Tx, { id, version }: Turn): Promise<Loaded> {
    const row = await holdResident(tx, id)
    if (!row) throw new Refused('not_found')
    if (row.leftAt !== null) throw new Refused('resident_left')
    const loaded = await openResident(tx, vault, row)
    if (loaded.version !== version) throw new Refused('stale_version', { version: loaded.version })
    return loaded
  }

  async function tell(
    tx: Tx,
    type: EventType,
    { id, homeId }: Pick<ResidentRow, 'id' | 'homeId'>,
    by: string,
    data = {},
  ): Promise<void> {
    const actor: Actor = { kind: 'account', id: by }
    await events.append(tx, [{ at: clock.now(), type, actor, homeId, data: { resident: id, ...data } }])
  }

  async function refuseWrong(tx: Tx, id: string, { after, fields }: Change): Promise<void> {
    const wrong = wrongNumber(after)
    if (wrong) throw new Refused('id_number_wrong', { ...wrong })
    if (!fields.includes('idNumber') || after.idNumber === null) return
    const { numberHash } = blind(blindMac, 'idNumber', after.idNumber)
    await holdNumber(tx, numberHash)
    const [holder] = (await holdersOf(tx, 'idNumber', numberHash)).filter((other) => other !== id)
    if (holder !== undefined) throw new Refused('id_number_taken', { resident: holder })
  }

  return {
    async homeOf(id) {
      const row = await findResident(db.read, id)
      if (!row) throw new Refused('not_found')
      return row.homeId
    },
    async show(id, by) {
      const shown = await read(id)
      await db.write((tx) => tell(tx, 'home.shown', shown, by))
      return shown
    },
    async add(homeId, resident, by) {
      const id = newId()
      await db.write(async (tx) => {
        if ((await findHomes(tx, [homeId])).length === 0) throw new Refused('not_found')
        const row = newRow(id, homeId, await nextPosition(tx, homeId), resident)
        await writeResident(tx, row)
        const { after } = changeOf({ ...resident, ...NOTHING_KNOWN }, resident)
        const change = { after, fields: Object.keys(resident), before: {} }
        await writeChange(tx, vault, { row, version: 0 }, change, { at: clock.now(), by })
        await tell(tx, 'resident.added', row, by)
      })
      return read(id)
    },
    async change(turn, wanted) {
      await db.write(async (tx) => {
        const loaded = await heldAs(tx, turn)
        const change = changeOf(loaded.known, wanted)
        if (change.fields.length === 0) return
        await refuseWrong(tx, turn.id, change)
        await writeChange(tx, vault, loaded, change, { at: clock.now(), by: turn.by })
        await indexNumbers(tx, blindMac, [{ id: turn.id, known: change.after }])
        await tell(tx, 'resident.changed', loaded.row, turn.by, { fields: change.fields })
      })
      return read(turn.id)
    },
    async reveal(id, field, by) {
      return db.write(async (tx) => {
        const row = await holdResident(tx, id)
        if (!row) throw new Refused('not_found')
        await tell(tx, 'resident.shown', row, by, { field })
        return inFull((await openResident(tx, vault, row)).known, field)
      })
    },
    async history(id) {
      if (!(await findResident(db.read, id))) throw new Refused('not_found')
      const changes = await changesOfResident(db.read, id)
      const names = await accountNames(db.read, [...new Set(changes.map(({ changedBy }) => changedBy))])
      return changes.map(({ changedAt, changedBy, fields }) => ({
        at: toIso(changedAt),
        by: { id: changedBy, name: names.get(changedBy) ?? '' },
        fields,
      }))
    },
    async leave(turn, why) {
      await db.write(async (tx) => {
        const { row } = await heldAs(tx, turn)
        await markLeft(tx, turn.id, clock.now(), why)
        await tell(tx, 'resident.left', row, turn.by, { why })
        await events.append(tx, await endAllOf(tx, vault, row, { at: clock.now(), by: turn.by }))
      })
      return read(turn.id)
    },
  }
}

function newRow(id: string, homeId: string, position: number, resident: NewResident): ResidentRow {
  const open = { ...resident, flags: [], encryptedFlags: null }
  return { ...open, id, homeId, position, leftAt: null, leaving: null }
}

function toResident({ row, version, known }: Loaded, at: number): Omit<FullResident, 'hasPhoto' | 'erased'> {
  const { id, homeId, bornOn, leftAt, leaving } = row
  const age = bornOn === null ? null : ageOn(bornOn, at)
  const left = leftAt !== null && leaving !== null ? { at: toIso(leftAt), why: leaving } : null
  return { id, homeId, version, ...masked(known), age, ageGroups: ageGroups(age), left }
}

/** Who erased a resident, when and why; null for everybody who is still known. */
async function erasedAs(on: Reader, id: string): Promise<ErasureSign | null> {
  const row = await findErasure(on, id)
  if (!row) return null
  const { erasedAt, erasedBy, reason, homeId } = row
  const names = await accountNames(on, erasedBy === null ? [] : [erasedBy])
  const by = erasedBy === null ? null : { id: erasedBy, name: names.get(erasedBy) ?? '' }
  return { at: toIso(erasedAt), by, reason, withHome: homeId !== null }
}

function inFull({ idNumber, disabilityCard, phones, guardian }: Known, field: MaskedField): string[] {
  const values: Record<MaskedField, (string | null)[]> = {
    ...{ idNumber: [idNumber], disabilityCard: [disabilityCard] },
    ...{ phones, guardian: [guardian?.phone ?? null] },
  }
  return values[field].filter((value) => value !== null)
}
