import type { Call, Note } from '#contract/calls'
import type { DayFigures } from '#contract/live'
import { ageOn, startOfLocalDay } from '../../calendar/local-date.ts'
import { toIso, toIsoOrNull } from '../../clock.ts'
import type { Reader } from '../../db/database.ts'
import { accountNames } from '../../registry/accounts/store.ts'
import type { Scope } from '../../registry/areas/scope.ts'
import { sightOf } from '../../registry/areas/scope-service.ts'
import { placesOfHomes } from '../../registry/areas/store.ts'
import { findHomes, residentsOf } from '../../registry/homes/store.ts'
import type { Vault } from '../../registry/privacy/vault-service.ts'
import type { CallRecord } from './call.ts'
import { notesOfCall, ringsStartedSince } from './list-store.ts'

type CallHome = Call['home']

/** Calls as the desk sees them: with the home's address and people, and the names of owners. Few queries, any number. */
export async function toCalls(on: Reader, records: readonly CallRecord[], now: number): Promise<Call[]> {
  const homes = await homesOf(on, distinct(records.map(({ homeId }) => homeId)), now)
  const people = distinct(records.flatMap(({ ownerId, assignedId }) => [ownerId, assignedId]))
  const names = await accountNames(on, people)
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' })
  return records.map((record) => ({
    ...facts(record),
    home: record.homeId === null ? null : (homes.get(record.homeId) ?? null),
    owner: person(record.ownerId),
    assigned: person(record.assignedId),
  }))
}

/** The calls that somebody may see: those of homes in their areas, and those of no home at all. */
export async function seenCalls(on: Reader, scope: Scope, records: readonly CallRecord[]): Promise<CallRecord[]> {
  const sight = await sightOf(
    on,
    scope,
    records.map(({ homeId }) => homeId),
    true,
  )
  return records.filter(({ homeId }) => homeId === null || sight(homeId))
}

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))]
}

async function homesOf(on: Reader, ids: readonly string[], now: number): Promise<Map<string, CallHome>> {
  const residents = await residentsOf(on, ids)
  const found = await findHomes(on, ids)
  const places = await placesOfHomes(on, ids)
  return new Map(
    found.map(({ id, address }) => [
      id,
      {
        id,
        address,
        community: places.get(id)?.community ?? '',
        residents: residents
          .filter(({ homeId }) => homeId === id)
          .map(({ id: residentId, name, sex, bornOn, livesAlone }) => ({
            id: residentId,
            name,
            sex,
            livesAlone,
            age: bornOn === null ? null : ageOn(bornOn, now),
          })),
      },
    ]),
  )
}

/** What the row itself says, with instants written out. */
function facts(call: CallRecord): Omit<Call, 'home' | 'owner' | 'assigned'> {
  const { id, number, kind, priority, state, trigger, deviceId, presses, repeated, delayed, cancelled } = call
  const { orphaned, unattended, step, concerns, version } = call
  return {
    ...{ id, number, kind, priority, state, trigger, deviceId, presses, repeated, delayed, cancelled },
    ...{ orphaned, unattended, step, concerns, version },
    subject: { kind: call.subjectKind, id: call.subjectId },
    ringing: call.state === 'waiting',
    receivedAt: toIso(call.receivedAt),
    rangAt: toIso(call.rangAt),
    lastSignalAt: toIso(call.pressedAt),
    shownAt: toIsoOrNull(call.shownAt),
    claimedAt: toIsoOrNull(call.claimedAt),
    contactAttemptedAt: toIsoOrNull(call.contactAttemptedAt),
    contactedAt: toIsoOrNull(call.contactedAt),
    onSceneAt: toIsoOrNull(call.onSceneAt),
    resolvedAt: toIsoOrNull(call.resolvedAt),
    parkedUntil: toIsoOrNull(call.parkedUntil),
    parkedFor: call.parkedFor,
    mergedIntoId: call.mergedIntoId,
    closedAt: toIsoOrNull(call.closedAt),
    cause: call.cause as Call['cause'],
    result: call.result as Call['result'],
    seenBy: call.seenBy as Call['seenBy'],
  }
}

export async function toNotes(on: Reader, vault: Vault, call: Pick<CallRecord, 'id' | 'homeId'>): Promise<Note[]> {
  const notes = await notesOfCall(on, vault, call)
  const names = await accountNames(on, distinct(notes.map(({ authorId }) => authorId)))
  return notes.map(({ id, authorId, writtenAt, text }) => ({
    id,
    at: toIso(writtenAt),
    author: names.get(authorId) ?? '',
    text,
  }))
}

/** The numbers above the queue since local midnight; answer figures count rings (design §2). */
export async function dayFigures(on: Reader, now: number): Promise<Omit<DayFigures, 'audibleSeats'>> {
  const rings = await ringsStartedSince(on, startOfLocalDay(now))
  const waits = rings
    .flatMap(({ rangAt, claimedAt }) => (claimedAt === null ? [] : [claimedAt - rangAt]))
    .sort((a, b) => a - b)
  const median = waits[Math.floor(waits.length / 2)]
  return { rings: rings.length, answered: waits.length, medianAnswerMs: median ?? null }
}
