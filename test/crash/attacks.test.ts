import { afterAll, afterEach, expect, test } from 'vitest'
import {
  eavesdrop,
  fixate,
  foreignOrigins,
  forge,
  forgeries,
  guess,
  listen,
  replay,
  type Target,
} from '../support/attacks.ts'
import { newFolder } from '../support/folder.ts'
import { type Patch, productCopy } from './product-copy.ts'
import { killAll, startServer } from './server-process.ts'
import { ADMIN, seedTown } from './town.ts'

// The attacks of test/behaviour/attacks.test.ts, on houses that each lack one line: every attack has to gain something.

afterEach(killAll)
const folders: { remove(): void }[] = []
afterAll(() => {
  for (const folder of folders) folder.remove()
})

async function lacking(...patches: readonly Patch[]): Promise<Target> {
  const [copy, folder] = [await productCopy(patches), newFolder()]
  folders.push(copy, folder)
  await seedTown(folder.path, 0)
  const { url } = await startServer(copy, folder.path)
  return { url, user: ADMIN.user, password: ADMIN.password }
}

const ANY_ORIGIN: Patch = {
  file: 'server/http.ts',
  find: "if (downgraded || page?.host !== request.headers.host) throw new Refused('foreign_origin')",
  replace: 'if (downgraded && page === null) return',
}

test('without a look at the origin every route is open to every page, and so is the desk', async () => {
  const target = await lacking(ANY_ORIGIN)
  expect(await eavesdrop(target)).toEqual(foreignOrigins(target.url))
  expect(await forge(target)).toHaveLength(forgeries(target.url))
})

test('a token that can be foretold is a session that can be planted', async () => {
  const find = "return randomBytes(32).toString('base64url')"
  const file = 'server/registry/accounts/credential.ts'
  expect(await fixate(await lacking({ file, find, replace: "return 'x'.repeat(43)" }))).toBe(true)
})

test('a house that looks at no password for a name it does not know tells names by the clock', async () => {
  const { known, unknown } = await listen(
    await lacking({
      file: 'server/registry/accounts/service.ts',
      find: 'await passwordMatches(account?.passwordHash ?? (await decoy), password)',
      replace: 'account !== undefined && (await passwordMatches(account.passwordHash, password))',
    }),
  )
  expect(unknown).toBeLessThan(known / 3)
})

test('without the wait more guesses are looked at', async () => {
  const find = 'if (wait > 0) return wait'
  const target = await lacking({ file: 'server/registry/accounts/service.ts', find, replace: '' })
  expect(await guess(target, 100)).toBeGreaterThan(5)
})

test('without a memory for codes one opens as often as it is sent', async () => {
  const target = await lacking(
    {
      file: 'server/registry/accounts/credential.ts',
      find: 'lastStep === null ? {} : { afterTimeStep: lastStep }',
      replace: '{}',
    },
    {
      file: 'server/registry/accounts/factor-store.ts',
      find: "or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, sql.placeholder('lastStep'))),",
      replace: '',
    },
  )
  expect(await replay(target, Date.now)).toBe(3)
})
