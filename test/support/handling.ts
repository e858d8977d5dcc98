import type { Call, Outcome } from '#contract/calls'
import { callRoutes } from '#contract/routes'
import type { Person } from './person.ts'

export const OUTCOME: Outcome = { cause: 'accidental', result: 'reassured', seenBy: 'spoke', concerns: null }

const REACHED = { contactId: null, channel: 'device', outcome: 'reached' } as const

/** The queue without the desk's own calls, which a story opens whenever nobody is on duty. */
export async function openCalls(person: Person): Promise<Call[]> {
  return (await person.call(callRoutes.list)).items.filter(({ subject }) => subject.kind !== 'desk')
}

/** What the desk rings for itself: nobody is there. (On a busy machine it may also ring about its slow store.) */
export async function deskCalls(person: Person): Promise<Call[]> {
  return (await person.call(callRoutes.list)).items.filter(({ trigger }) => trigger === 'unstaffed')
}

/** The one open call of a caller; a story that expects one must not be told of another. */
export async function onlyCall(person: Person): Promise<Call> {
  const calls = await openCalls(person)
  const [call] = calls
  if (!call || calls.length > 1) throw new Error(`expected one open call, there are ${calls.length}`)
  return call
}

/** A call as it stands now, open or closed. */
export async function callNow(person: Person, { id }: Pick<Call, 'id'>): Promise<Call> {
  return (await person.call(callRoutes.show, { params: { id } })).call
}

export function claim(person: Person, { id }: Pick<Call, 'id'>): Promise<Call> {
  return person.call(callRoutes.claim, { params: { id } })
}

/** The caller answered through the device. */
export function reach(person: Person, { id }: Pick<Call, 'id'>): Promise<Call> {
  return person.call(callRoutes.contactAttempt, { params: { id }, body: REACHED })
}

/** Claims, reaches and closes: the whole of an ordinary call. */
export async function handle(person: Person, call: Pick<Call, 'id'>): Promise<Call> {
  await claim(person, call)
  await reach(person, call)
  return person.call(callRoutes.close, { params: { id: call.id }, body: { outcome: OUTCOME } })
}
