import type { Account } from '#contract/accounts'
import type {
  HandoverReason,
  NewContactAttempt,
  NewNote,
  Outcome,
  Parking,
  PriorityChange,
  Transfer,
} from '#contract/calls'
import type { Clock } from '../../clock.ts'
import type { Database, Reader, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import type { Vault } from '../../registry/privacy/vault-service.ts'
import type { CallRecord, Change } from './call.ts'
import { type Command, decide } from './command.ts'
import { writeNote } from './list-store.ts'
import { merge } from './merging.ts'
import { momentOf, type Reach } from './reach.ts'
import { recordChanges } from './record-store.ts'
import { holdCall, holdCalls, openCallsOf } from './store.ts'

/** What people at the desk do to calls. Every verb answers with the call as it stands after the commit. */
export interface CallService {
  claim(id: string, by: string): Promise<CallRecord>
  release(id: string, by: string): Promise<CallRecord>
  park(id: string, by: string, parking: Parking): Promise<CallRecord>
  /** Refuses with `colleague_not_on_duty` where the call would not be seen. */
  transfer(id: string, by: Person, transfer: Transfer): Promise<CallRecord>
  /** Accounts to whom the call may be handed. */
  colleaguesOf(call: CallRecord): Promise<readonly string[]>
  takeOver(id: string, by: Person, reason: HandoverReason): Promise<CallRecord>
  /** Answers with the call that goes on. */
  merge(id: string, by: string, intoId: string): Promise<CallRecord>
  prioritise(id: string, by: string, change: PriorityChange): Promise<CallRecord>
  note(id: string, by: string, note: NewNote): Promise<CallRecord>
  attempt(id: string, by: string, attempt: NewContactAttempt): Promise<CallRecord>
  resolve(id: string, by: string, outcome: Outcome): Promise<CallRecord>
  close(id: string, by: string, outcome: Outcome | null): Promise<CallRecord>
  reopen(id: string, by: string, noteId: string, reason: string): Promise<CallRecord>
  shown(ids: readonly string[], by: string): Promise<void>
  /** One command inside a transaction that is already open; for timers and sweeps. */
  carryOut(tx: Tx, id: string, command: Command): Promise<CallRecord>
}

/** Somebody at the desk. */
type Person = Pick<Account, 'id' | 'role'>

/** Who would hear calls of these homes now. */
export type ReachOf = (on: Reader, homeIds: readonly (string | null)[]) => Promise<Reach>

export interface CallServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly reachOf: ReachOf
  readonly vault: Vault
  /** Whether this person's console has not been heard for so long that it counts as gone. */
  readonly isSilent: (accountId: string) => boolean
}

export function callService({ db, clock, events, reachOf, vault, isSilent }: CallServiceOptions): CallService {
  async function carryOut(tx: Tx, id: string, command: Command): Promise<CallRecord> {
    const before = await holdCall(tx, id)
    if (!before) throw new Refused('call_not_found')
    const at = clock.now()
    const moment = momentOf(await reachOf(tx, [before.homeId]), before.homeId, at)
    const decision = decide(before, command, moment)
    if (!decision.ok) throw new Refused(decision.code, { owner: before.ownerId, state: before.state })
    if (command.type === 'reopen') await refuseWhenSuperseded(tx, before)
    await recordChanges(tx, events, [{ before, change: decision satisfies Change, signalUid: null }], [], at)
    return decision.call
  }

  const run = (id: string, command: Command): Promise<CallRecord> => db.write((tx) => carryOut(tx, id, command))

  /** The note and what it belongs to, in one transaction; a note that stands already changes nothing. */
  async function write(callId: string, by: string, note: NewNote, command: Command): Promise<CallRecord> {
    return db.write(async (tx) => {
      const call = await existing(tx, callId)
      const fresh = await writeNote(tx, vault, call, { ...note, authorId: by, writtenAt: clock.now() })
      return fresh ? carryOut(tx, callId, command) : call
    })
  }

  /** Only to whom the call would be shown; a call handed to an empty chair is lost. */
  async function transfer(id: string, { id: by, role }: Person, { to, reason }: Transfer): Promise<CallRecord> {
    return db.write(async (tx) => {
      const call = await existing(tx, id)
      const there = (await reachOf(tx, [call.homeId]))(call.homeId)
      if (!there.includes(to)) throw new Refused('colleague_not_on_duty')
      return carryOut(tx, id, { type: 'transfer', by, to, reason, isSupervisor: role === 'supervisor' })
    })
  }

  async function takeOver(id: string, { id: by, role }: Person, reason: HandoverReason): Promise<CallRecord> {
    return db.write(async (tx) => {
      const { ownerId } = await existing(tx, id)
      const mayOverrule = role === 'supervisor' || (ownerId !== null && isSilent(ownerId))
      return carryOut(tx, id, { type: 'takeOver', by, reason, mayOverrule })
    })
  }

  async function mergeInto(id: string, by: string, intoId: string): Promise<CallRecord> {
    return db.write(async (tx) => {
      const held = await holdCalls(tx, [id, intoId])
      const [call, into] = [id, intoId].map((one) => held.find((other) => other.id === one))
      if (!call || !into) throw new Refused('call_not_found')
      const at = clock.now()
      const decision = merge(call, into, by, at)
      if (!decision.ok) throw new Refused(decision.code)
      const [before, after] = [decision.merged, decision.into]
      const changes = [
        { before: call, change: before, signalUid: null },
        { before: into, change: after, signalUid: null },
      ]
      await recordChanges(tx, events, changes, [], at)
      return after.call
    })
  }

  return {
    carryOut,
    park: (id, by, { until, reason }) => run(id, { type: 'park', by, until: Date.parse(until), reason }),
    transfer,
    async colleaguesOf({ homeId, ownerId }) {
      const there = (await reachOf(db.read, [homeId]))(homeId)
      return there.filter((id) => id !== ownerId)
    },
    takeOver,
    merge: mergeInto,
    prioritise: (id, by, change) => run(id, { type: 'prioritise', by, ...change }),
    claim: (id, by) => run(id, { type: 'claim', by }),
    release: (id, by) => run(id, { type: 'release', by }),
    note: (id, by, note) => write(id, by, note, { type: 'note', by, note: note.id }),
    attempt: (id, by, attempt) => run(id, { type: 'attempt', by, attempt }),
    resolve: (id, by, outcome) => run(id, { type: 'resolve', by, outcome }),
    close: (id, by, outcome) => run(id, { type: 'close', by, outcome }),
    reopen: (id, by, noteId, reason) =>
      write(id, by, { id: noteId, text: reason }, { type: 'reopen', by, note: noteId }),
    async shown(ids, by) {
      await db.write(async (tx) => {
        for (const id of ids.toSorted()) await carryOut(tx, id, { type: 'shown', by }).catch(ignoreRefusal)
      })
    },
  }
}

async function existing(tx: Tx, id: string): Promise<CallRecord> {
  const call = await holdCall(tx, id)
  if (!call) throw new Refused('call_not_found')
  return call
}

/** A home has one open call of a kind: an old one cannot come back beside a newer one. */
async function refuseWhenSuperseded(tx: Tx, call: CallRecord): Promise<void> {
  const open = await openCallsOf(tx, [call.subjectId])
  const newer = open.find(({ kind }) => kind === call.kind)
  if (newer) throw new Refused('call_superseded', { call: newer.id, number: newer.number })
}

/** A console may report a call that closed a moment ago; that is not a fault of anyone. */
function ignoreRefusal(fault: unknown): void {
  if (!(fault instanceof Refused)) throw fault
}
