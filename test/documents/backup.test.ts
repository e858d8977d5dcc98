import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFile } from '../../server/db/file.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { loadKeys } from '../../server/installation/keys.ts'
import { packageRoot } from '../../server/root.ts'
import { runSql } from '../store/shell.ts'
import { type House, startHouse } from '../support/house.ts'

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')

/** The commands that copy a file while the server runs, in this test's places. */
function backupCommands(data: string, to: string): string {
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  const shown = blocks.find((block) => block.includes('vacuum into')) ?? ''
  return shown
    .replaceAll('/opt/anling', packageRoot)
    .replaceAll('/var/lib/anling', data)
    .replaceAll('/var/backups/anling', to)
}

/** What a copy holds once it is opened by this version: signals, and the first broken event. */
async function look(dataDir: string): Promise<{ signals: number; brokenAt: number | null }> {
  const store = openFile(dataDir, { onFatal: () => {} })
  const { chain } = loadKeys(dataDir)
  const { brokenAt } = await verifyChain(store.db, (id) => (id === chain.id ? chain : undefined))
  await store.close()
  const [row] = runSql(join(dataDir, 'anling.sqlite'), 'select count(*) as n from signals')
  return { signals: Number(row?.n), brokenAt }
}

describe('the backup of docs/operations.md', () => {
  let house: House
  let data: string
  beforeAll(async () => {
    house = await startHouse()
    data = house.place.dataDir
    const home = await house.given.home()
    for (let n = 0; n < 5; n += 1) await home.press()
    await house.settled()
  })
  afterAll(() => house.stop())

  it('made while the server runs holds everything that was receipted, with a whole chain', async () => {
    const to = join(data, 'backup')
    mkdirSync(to)
    execFileSync('sh', ['-euc', backupCommands(data, to)])
    expect(await look(to)).toEqual({ signals: 5, brokenAt: null })
  })

  it('control: a bare copy of the file misses what lies in its log', async () => {
    const to = join(data, 'bare')
    mkdirSync(to)
    for (const file of ['anling.sqlite', 'keys.json']) copyFileSync(join(data, file), join(to, file))
    expect((await look(to)).signals).toBeLessThan(5)
  })
})
