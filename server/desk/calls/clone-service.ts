import { HOUSE } from '#contract/events'
import type { Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { type Moment, newCall } from './call.ts'
import { type Decided, recordChanges } from './record-store.ts'
import { holdOpenCallsOf } from './store.ts'

/** The device that two units pass themselves off as. */
export interface Cloned {
  readonly deviceId: string
  readonly homeId: string | null
}

/**
 * Opens a technical call about a cloned device, and tells it. Where one about the home is open already, for whatever
 * reason, the news stands in its time line.
 */
export async function ringCloned(tx: Tx, events: EventLog, cloned: Cloned, moment: Moment): Promise<void> {
  const { deviceId, homeId } = cloned
  const subjectId = homeId ?? deviceId
  const standing = (await holdOpenCallsOf(tx, [subjectId])).find(({ kind }) => kind === 'technical')
  const opened = standing ? null : cloneCall(newId(), cloned, moment)
  const callId = standing?.id ?? opened?.change.call.id ?? null
  const news = { at: moment.at, type: 'device.cloned', actor: HOUSE, callId, homeId, deviceId } as const
  await recordChanges(tx, events, opened ? [opened] : [], [news], moment.at)
}

function cloneCall(id: string, { deviceId, homeId }: Cloned, moment: Moment): Decided {
  const what = { kind: 'technical', priority: 3, trigger: 'cloned' } as const
  const subject = { subjectKind: homeId ? 'home' : 'device', subjectId: homeId ?? deviceId, homeId, deviceId } as const
  const told = { type: 'call.opened', actor: HOUSE, data: what } as const
  const change = newCall({ id, ...what, ...subject, receivedAt: moment.at, delayed: false }, told, moment)
  return { before: null, change, signalUid: null }
}
