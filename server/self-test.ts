import { toIso } from './clock.ts'
import type { Tx } from './db/database.ts'
import { advanceConsumer, holdConsumer } from './events/store.ts'
import { newId } from './id.ts'
import type { Message } from './intake/reception.ts'

/** Whom the house is to itself. Ids of devices never look like this. */
const HOUSE_DEVICE = { id: 'anling-self-test', homeId: null, testUntil: null }

/** What the house says to itself: that it is there. It opens no call, and stands in the log like any other signal. */
export function selfTestMessage(at: number): Message {
  const body = { v: 1, id: newId(), kind: 'online', at: toIso(at) }
  return {
    device: HOUSE_DEVICE,
    road: 'push',
    lane: 'status',
    retained: false,
    body: Buffer.from(JSON.stringify(body)),
    roadFlaws: [],
  }
}

/** A small write that changes nothing: whether there is room for one. */
export async function probeRoom(tx: Tx): Promise<void> {
  await holdConsumer(tx, 'room')
  await advanceConsumer(tx, 'room', 0)
}
