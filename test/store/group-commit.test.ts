import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Tx } from '../../server/db/database.ts'
import { openWriter, sqliteDatabase } from '../../server/db/sqlite.ts'
import { setTimer } from '../../server/timers/store.ts'
import { type TemporaryFile, temporaryFile } from './temporary.ts'

let store: TemporaryFile
beforeEach(() => {
  store = temporaryFile()
})
afterEach(() => store.close())

/** The same file by a connection of its own; `commits` counts them. */
function opened({ joined = true, mostPages = 1_000_000 } = {}) {
  const writer = openWriter(store.file)
  writer.pragma(`max_page_count = ${mostPages}`)
  const seen = { commits: 0 }
  const onFatal = (fault: Error): never => {
    throw fault
  }
  const db = sqliteDatabase(writer, { file: store.file, onFatal, onWritten: () => (seen.commits += 1), joined })
  return { db, seen }
}

const timer = (subject: string) => ({ kind: 'k', subject, dueAt: 1 })
const subjects = () => store.sql('select subject from timers order by subject').map((row) => Object.values(row)[0])

/** Writes one timer, and fails after that when told so. */
const work = (subject: string, fails = false) => {
  return async (tx: Tx): Promise<string> => {
    await setTimer(tx, timer(subject))
    if (fails) throw new Error(`not ${subject}`)
    return subject
  }
}

it('what waits at the same time shares one commit, and is answered in its order after it', async () => {
  const { db, seen } = opened()
  const told: string[] = []
  const write = (subject: string) =>
    db
      .write(async (tx) => {
        tx.afterCommit(() => told.push(`${subject} is on disk with ${subjects().length}`))
        return work(subject)(tx)
      })
      .then((answer) => told.push(`${answer} is answered`))
  await Promise.all(['a', 'b', 'c'].map(write))
  expect(seen.commits).toBe(1)
  expect(told.slice(0, 3)).toEqual(['a', 'b', 'c'].map((subject) => `${subject} is on disk with 3`))
  expect(told.slice(3)).toEqual(['a', 'b', 'c'].map((subject) => `${subject} is answered`))
  await db.close()
})

it('has as many commits as transactions where they are not to be joined', async () => {
  const { db, seen } = opened({ joined: false })
  await Promise.all(['a', 'b', 'c'].map((subject) => db.write(work(subject))))
  expect(seen.commits).toBe(3)
  await db.close()
})

it('a transaction that fails is undone alone: whatever the others do stands', async () => {
  const { db } = opened()
  const plans = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(plans, async (fails) => {
      store.sql('delete from timers')
      const names = fails.map((_, n) => String(n).padStart(2, '0'))
      const ends = await Promise.allSettled(names.map((name, n) => db.write(work(name, fails[n]))))
      expect(ends.map(({ status }) => status === 'rejected')).toEqual(fails)
      expect(subjects()).toEqual(names.filter((_, n) => !fails[n]))
    }),
    { numRuns: 60 },
  )
  await db.close()
})

it('when the disk fills up nobody of the group is told that it is stored', async () => {
  const { db } = opened({ mostPages: pagesNow() + 2 })
  const large = 'x'.repeat(100_000)
  const ends = await Promise.allSettled(['a', large, 'b'].map((subject) => db.write(work(subject))))
  expect(ends.map(reasonOf)).toEqual(Array(3).fill('SQLITE_FULL'))
  expect(subjects()).toEqual([])
  // Nothing is left open behind it.
  expect(await db.write(work('c'))).toBe('c')
  expect(subjects()).toEqual(['c'])
  await db.close()
})

function pagesNow(): number {
  const [row] = store.sql('select page_count from pragma_page_count()')
  return Number(row?.page_count)
}

function reasonOf(end: PromiseSettledResult<unknown>): string {
  return end.status === 'rejected' ? String((end.reason as { code?: string }).code) : 'stored'
}
