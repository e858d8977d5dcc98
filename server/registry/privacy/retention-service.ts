import { HOUSE } from '#contract/events'
import { RETENTION_CLASSES, type Retention } from '#contract/retention'
import { localDate } from '../../calendar/local-date.ts'
import { type Clock, toIso, toIsoOrNull } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { setTimer, setTimerOnce } from '../../timers/store.ts'
import type { TimerHandler } from '../../timers/ticker.ts'
import { BEGINNING, behind, fateOf, goesBefore, nextNight, type Position, RETENTION } from './retention.ts'
import { giveUpImports, RETENTION_TABLES } from './retention-store.ts'
import { lastRun, type RunRow, writeRun } from './run-store.ts'

/** Rows looked at in one transaction: presses wait for it, so it is done in a few milliseconds. */
const AT_ONCE = 500

const TIMER = { kind: 'retention', subject: 'nightly' } as const

/** Takes away at night what has been kept long enough (GB/T 35273; 个人信息保护法 articles 19 and 47). */
export interface RetentionService {
  readonly handlers: Readonly<Record<'retention', TimerHandler>>
  /** There is a next night; one that is due, or was broken off, stays due. */
  begin(): Promise<void>
  show(): Promise<Retention>
}

export function retentionService(db: Database, clock: Clock, events: EventLog): RetentionService {
  /** One step of the night; the next one is due at once, until all has been gone through. */
  async function step(tx: Tx): Promise<void> {
    const at = clock.now()
    const last = await lastRun(tx)
    const run = last && last.endedAt === null ? last : newRun(at)
    const { position, counts } = await walk(tx, run, at)
    const endedAt = position === null ? at : null
    await writeRun(tx, { ...run, position, counts, endedAt })
    await setTimer(tx, { ...TIMER, dueAt: endedAt === null ? at : nextNight(at) })
    if (endedAt !== null) await tell(tx, counts, at)
  }

  async function tell(tx: Tx, counts: RunRow['counts'], at: number): Promise<void> {
    const told = counts.filter(({ gone }) => gone > 0)
    await events.append(
      tx,
      told.map(({ name, gone, kept }) => ({
        ...{ at, type: 'retention.done' as const, actor: HOUSE },
        data: { class: name, rows: gone, kept, days: RETENTION[name].days },
      })),
    )
  }

  return {
    handlers: { retention: step },
    async begin() {
      await db.write((tx) => setTimerOnce(tx, { ...TIMER, dueAt: nextNight(clock.now()) }))
    },
    async show() {
      const nextAt = nextNight(clock.now())
      const run = await lastRun(db.read)
      return {
        classes: RETENTION_CLASSES.map((name) => ({
          ...{ name, ...RETENTION[name], goesBefore: toIso(goesBefore(name, nextAt)) },
        })),
        nextAt: toIso(nextAt),
        lastRun: run
          ? { startedAt: toIso(run.startedAt), endedAt: toIsoOrNull(run.endedAt), counts: run.counts }
          : null,
      }
    },
  }
}

/** Goes through the next rows, of as many classes as fit. */
async function walk(tx: Tx, run: RunRow, at: number): Promise<Pick<RunRow, 'position' | 'counts'>> {
  let position: Position = run.position
  let counts = run.counts
  for (let left = AT_ONCE; left > 0 && position !== null; ) {
    const { name, after } = position
    const rows = await RETENTION_TABLES[name].page(tx, { after, limit: left, on: localDate(at) })
    const fates = rows.map((row) => ({ id: row.id, fate: fateOf(name, row, at) }))
    const going = fates.filter(({ fate }) => fate === 'goes').map(({ id }) => ({ id }))
    await RETENTION_TABLES[name].take(tx, going)
    if (name === 'import_rows') await giveUpImports(tx, { at, before: goesBefore(name, at) })
    const kept = fates.filter(({ fate }) => fate === 'kept').length
    counts = counts.map((one) =>
      one.name === name ? { name, gone: one.gone + going.length, kept: one.kept + kept } : one,
    )
    position = behind(position, rows.length === left ? (rows.at(-1)?.id ?? null) : null)
    left -= rows.length
  }
  return { position, counts }
}

function newRun(at: number): RunRow {
  const counts = RETENTION_CLASSES.map((name) => ({ name, gone: 0, kept: 0 }))
  return { id: newId(), startedAt: at, endedAt: null, position: BEGINNING, counts }
}
