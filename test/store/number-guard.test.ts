import { afterEach, beforeEach, expect, test } from 'vitest'
import { ENGINE } from '../../server/db/dialect.ts'
import { holdersOf, holdNumber } from '../../server/registry/residents/store.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

const NUMBER = Buffer.alloc(32, 1)

let store: TemporaryStore
beforeEach(async () => {
  store = await temporaryStore()
})
afterEach(() => store.close())

/** Who looked at the number, in the order of their looks; each of eight looks ten times in one transaction. */
async function looks(isGuarded: boolean): Promise<number[]> {
  const seen: number[] = []
  const look = (who: number) =>
    store.db.write(async (tx) => {
      if (isGuarded) await holdNumber(tx, NUMBER)
      for (let n = 0; n < 10; n += 1) {
        await holdersOf(tx, 'idNumber', NUMBER)
        seen.push(who)
      }
    })
  await Promise.all(Array.from({ length: 8 }, (_, who) => look(who)))
  return seen
}

/** How often somebody else had the turn. */
const turns = (seen: readonly number[]): number => seen.filter((who, n) => who !== seen[n - 1]).length

test('of all who want to give the same number, one at a time looks who has it', async () => {
  expect(turns(await looks(true))).toBe(8)
})

test('without the guard they would look at the same time, where the engine has many writers', async () => {
  const without = turns(await looks(false))
  if (ENGINE === 'postgres') expect(without).toBeGreaterThan(8)
  else expect(without).toBe(8)
})
