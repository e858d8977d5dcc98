import type { Patch } from './product-copy.ts'

/**
 * The places where dying is worst: between two things of which only one has happened yet. Each is planted into a copy
 * of the source; the product has no switches for it.
 */
export const POINTS = [
  'signal stored, not committed',
  'signal committed, not receipted',
  'signal decided, still in the inbox',
  'batch decided, next not begun',
  'news appended, consumer not begun',
  'notice planned, number not moved',
  'notice planned, not sent',
  'notice sent, not marked',
  'timer consumed, effect not recorded',
  'effect of timer recorded, not committed',
  'timer fired, next not begun',
  'any transaction, before COMMIT',
  'any transaction, after COMMIT',
] as const
export type Point = (typeof POINTS)[number]

const die = (point: Point): string => `globalThis.crashPoint('${point}');`

function before(file: string, find: string, point: Point): Patch {
  return { file, find, replace: `${die(point)} ${find}` }
}

function after(file: string, find: string, point: Point): Patch {
  return { file, find, replace: `${find}; ${die(point)}` }
}

const DECIDE = `await decide(
      tx,
      batch.filter(({ uid }) => mine.has(uid)),
    )`
const TAKE = 'const mine = await takePending(tx, uidsOf(batch))'
const HANDLE = 'await handler(tx, timer)'
const FIRE_ALL = 'for (const timer of timers) await fire(tx, timer)'
const SWEEP = 'await db.write((tx) => take(tx, due))'
const SEND = 'await channel(notice)'

export const CRASH_POINTS: readonly Patch[] = [
  after('server/intake/inbox.ts', 'const fresh = await storeSignals(tx, arrived)', 'signal stored, not committed'),
  before(
    'server/intake/inbox.ts',
    'for (const { arrival, resolve } of batch) resolve(receiptFor(arrival, at))',
    'signal committed, not receipted',
  ),
  after('server/intake/processor.ts', DECIDE, 'signal decided, still in the inbox'),
  after('server/intake/processor.ts', 'await decideTogether(options, batch)', 'batch decided, next not begun'),
  before('server/events/consumer.ts', 'return db.write(async (tx) => {', 'news appended, consumer not begun'),
  after('server/events/consumer.ts', 'await take(tx, mine)', 'notice planned, number not moved'),
  {
    file: 'server/notify/sender.ts',
    find: SEND,
    replace: `${die('notice planned, not sent')} ${SEND}; ${die('notice sent, not marked')}`,
  },
  {
    file: 'server/timers/ticker.ts',
    find: HANDLE,
    replace: `{
      ${die('timer consumed, effect not recorded')}
      ${HANDLE}
      ${die('effect of timer recorded, not committed')}
    }`,
  },
  {
    file: 'server/timers/ticker.ts',
    find: FIRE_ALL,
    replace: `for (const timer of timers) { await fire(tx, timer); ${die('timer fired, next not begun')} }`,
  },
  {
    file: 'server/db/group-commit.ts',
    find: "writer.exec('COMMIT')",
    replace: `${die('any transaction, before COMMIT')} writer.exec('COMMIT'); ${die('any transaction, after COMMIT')}`,
  },
]

/** Twins that break one promise, with the point between the two halves of what they tore apart. */
export const TORN_TIMER: readonly Patch[] = [
  {
    file: 'server/timers/ticker.ts',
    find: SWEEP,
    replace: `await db.write(async (tx) => {
        for (const timer of due) await consumeTimer(tx, timer)
      })
      ${die('timer consumed, effect not recorded')}
      await db.write(async (tx) => {
        for (const timer of due) await handlers[timer.kind]?.(tx, timer)
      })`,
  },
]

export const TORN_DECISION: readonly Patch[] = [
  { file: 'server/intake/processor.ts', find: TAKE, replace: 'const mine = new Set(uidsOf(batch))' },
  {
    file: 'server/intake/processor.ts',
    find: DECIDE,
    replace: `${DECIDE}
  })
  ${die('signal decided, still in the inbox')}
  await db.write(async (tx) => {
    await takePending(tx, uidsOf(batch))`,
  },
]

export const MARKED_BEFORE_SENT: readonly Patch[] = [
  {
    file: 'server/notify/sender.ts',
    find: `${SEND}
    await settle(options, [notice], null, true)`,
    replace: `await settle(options, [notice], null, true)
    ${die('notice planned, not sent')}
    ${SEND}`,
  },
]

export const ACKNOWLEDGED_BEFORE_STORED: readonly Patch[] = [
  {
    file: 'server/intake/inbox.ts',
    find: 'queue.push({ arrival, resolve, reject })',
    replace: 'queue.push({ arrival, resolve, reject }); resolve(receiptFor(arrival, options.clock.now()))',
  },
  // Written behind: within one turn of the event loop the commit would still come before the socket is flushed.
  {
    file: 'server/intake/inbox.ts',
    find: 'flushing = true\n        // The',
    replace: 'flushing = true; setTimeout(() => void flush(), 25); return;\n        // The',
  },
]

export const NOT_SYNCED: readonly Patch[] = [
  { file: 'server/db/sqlite.ts', find: "['synchronous', 'FULL', 2]", replace: "['synchronous', 'NORMAL', 1]" },
]

/** The write-ahead log is written back often, so that a short run holds many checkpoints. */
export const OFTEN_WRITTEN_BACK: readonly Patch[] = [
  {
    file: 'server/db/sqlite.ts',
    find: "['wal_autocheckpoint', '8000', 8000]",
    replace: "['wal_autocheckpoint', '100', 100]",
  },
]

export const NEVER_SYNCED: readonly Patch[] = [
  { file: 'server/db/sqlite.ts', find: "['synchronous', 'FULL', 2]", replace: "['synchronous', 'OFF', 0]" },
]

/** The keys of the installation are written and renamed, but their name is left to chance. */
export const KEYS_NOT_SYNCED: readonly Patch[] = [
  { file: 'server/installation/keys.ts', find: 'syncFolder(dataDir)', replace: '' },
]

export const RECEIPTED_THOUGH_FAILED: readonly Patch[] = [
  {
    file: 'server/intake/inbox.ts',
    find: `    for (const { reject } of batch) reject(fault)
    return
`,
    replace: '',
  },
]

export const GOES_ON_BROKEN: readonly Patch[] = [
  { file: 'server/db/watch.ts', find: "if (meaning === 'broken') onFatal(fault as Error)", replace: '' },
]

export const NOT_SLOWED: readonly Patch[] = [
  {
    file: 'server/intake/guard.ts',
    find: 'if (tokens <= 0) slowDown()',
    replace: 'if (tokens < -Infinity) slowDown()',
  },
]

/** Messages beyond the limit are acknowledged and forgotten, as brokers with a full queue do, and everybody waits. */
export const DROPPED_OVER_LIMIT: readonly Patch[] = [
  {
    file: 'server/intake/broker.ts',
    find: 'take(session, packet).then(',
    replace: `session.taken = (session.taken ?? 0) + 1
      const over = session.taken > 800
      for (const end = performance.now() + (over ? 3 : 0); performance.now() < end; );
      const kept = over ? Promise.resolve() : take(session, packet)
      kept.then(`,
  },
]

/** Consoles are never cut, and what they do not read is kept for each of them apart. */
export const NEVER_CUT: readonly Patch[] = [
  { file: 'server/live/hub.ts', find: 'else console.send(bytes)', replace: 'else console.send(Buffer.from(bytes))' },
  {
    file: 'server/live/hub.ts',
    find: 'if (console.buffered > BUFFER_MAX + snapshotBytes)',
    replace: 'if (console.buffered > Infinity + snapshotBytes)',
  },
  { file: 'server/live/hub.ts', find: 'if (now - standing.heardAt > LIVE_CUT_MS)', replace: 'if (now < 0)' },
]

export const FIRED_TWICE: readonly Patch[] = [
  { file: 'server/timers/ticker.ts', find: HANDLE, replace: `{ ${HANDLE}; ${HANDLE} }` },
]

export const CLAIMED_TWICE: readonly Patch[] = [
  {
    file: 'server/desk/calls/command.ts',
    find: "if (call.state !== 'waiting') return refuse('call_already_claimed')",
    replace: "if (call.state === 'closed') return refuse('call_already_claimed')",
  },
]
