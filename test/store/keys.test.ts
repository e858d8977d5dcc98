import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadKeys } from '../../server/installation/keys.ts'
import { assertOwnKeys } from '../../server/installation/own-keys.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { runProgram } from '../support/program.ts'
import { type TemporaryStore, temporaryStore } from './temporary.ts'

let store: TemporaryStore
let folders: Folder[]
beforeEach(async () => {
  store = await temporaryStore()
  folders = [newFolder(), newFolder()]
})
afterEach(async () => {
  await store.close()
  for (const folder of folders) folder.remove()
})

const pathOf = (n: number): string => folders[n]?.path ?? ''

test('keys are made once, and read back as they were', () => {
  const first = loadKeys(pathOf(0))
  expect(loadKeys(pathOf(0)).mark).toBe(first.mark)
  expect(loadKeys(pathOf(1)).mark).not.toBe(first.mark)
  expect(readdirSync(pathOf(0))).toEqual(['keys.json'])
})

test('a database takes the keys it was first opened with, and no others', async () => {
  const own = loadKeys(pathOf(0))
  await assertOwnKeys(store.db, own, pathOf(0))
  await assertOwnKeys(store.db, own, pathOf(0))
  await expect(assertOwnKeys(store.db, loadKeys(pathOf(1)), pathOf(1))).rejects.toThrow(
    `The keys in ${pathOf(1)} are not those of this database; put the keys.json there that it was first started with.`,
  )
})

test('a file that holds no keys is refused in words', () => {
  writeFileSync(join(pathOf(0), 'keys.json'), '{}')
  expect(() => loadKeys(pathOf(0))).toThrow(/does not hold the keys of this installation/)
})

test('programs that start together on an empty folder agree on its keys', { timeout: 60_000 }, async () => {
  const load = `import('${join(import.meta.dirname, '../../server/installation/keys.ts')}').then(({ loadKeys }) =>
    console.log(loadKeys(process.argv[1]).mark))`
  const runs = Array.from({ length: 6 }, () => runProgram([], { node: ['--eval', load, pathOf(0)] }))
  const said = await Promise.all(runs.map(async (run) => (await run.ended()).out.trim()))
  expect(new Set(said)).toEqual(new Set([loadKeys(pathOf(0)).mark]))
})
