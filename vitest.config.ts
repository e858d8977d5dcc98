import { configDefaults, defineConfig } from 'vitest/config'

interface Options {
  readonly timeoutSeconds?: number
  readonly parallel?: boolean
  /** Two files at a time, each in a world of its own: for what a slower machine only makes slower. */
  readonly pair?: boolean
  readonly exclude?: string[]
  /** Runs on a PostgreSQL server that is started for it. */
  readonly postgres?: boolean
  /** Runs the product as it is built. */
  readonly built?: boolean
  readonly env?: Record<string, string>
}

/** What needs openssl to make its certificates, wherever it lies. */
const TLS = 'test/{behaviour,main,wire,documents}/tls*.test.ts'

/** What is about one engine and not about the house. */
const SQLITE_ONLY = ['test/store/{sqlite,road,group-commit,erased-backup}.test.ts']
const POSTGRES_ONLY = ['test/store/postgres*.test.ts']

/** Over one process on SQLite, over two on PostgreSQL. */
const CLAIM_RACE = 'test/cluster/claim-race.test.ts'

/** Pages on which nothing can be late. */
const PAGES = [
  'test/web/browser/{accounts,areas,audit,device-models,fees,homes,imports,moves,office,privacy,residents,xss}.test.ts',
  'test/web/browser/{accessibility-*,fit,pairing,second-factor}.test.ts',
]

/** Most of their time is a single process that starts again and again. */
const KILLS = 'test/crash/{kill,points}.test.ts'

/** One suite of `npm test`; long ones run file after file, so that they do not disturb each other's clocks. */
function project(name: string, include: string[], options: Options = {}) {
  const { timeoutSeconds = 20, parallel = false, pair = false, exclude = [], env = {} } = options
  const { postgres = false, built = false } = options
  // Fast files share one import of the house per worker; each story still starts a house of its own.
  const workers = parallel ? { isolate: false, maxWorkers: 2 } : pair ? { maxWorkers: 2 } : {}
  return {
    test: {
      name,
      include,
      exclude: [...configDefaults.exclude, ...exclude],
      env,
      environment: 'node',
      testTimeout: timeoutSeconds * 1000,
      hookTimeout: timeoutSeconds * 1000,
      fileParallelism: parallel || pair,
      ...workers,
      ...(built && { globalSetup: ['test/support/build-setup.ts'] }),
      ...(postgres && {
        globalSetup: ['test/support/postgres-setup.ts'],
        setupFiles: ['test/support/on-postgres.ts'],
      }),
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      project(
        'fast',
        ['test/*.test.ts', 'test/{rules,wire,store,documents,behaviour}/**/*.test.ts', 'test/web/*.test.ts'],
        { parallel: true, timeoutSeconds: 30, exclude: [TLS, ...POSTGRES_ONLY] },
      ),
      // Every verb of every store and every story once more, on the other engine.
      project('postgres', ['test/{store,behaviour}/**/*.test.ts'], {
        parallel: true,
        timeoutSeconds: 60,
        exclude: [TLS, ...SQLITE_ONLY],
        postgres: true,
      }),
      project('programs', ['test/main/**/*.test.ts'], { pair: true, timeoutSeconds: 30, exclude: [TLS], built: true }),
      project('tls', [TLS], { parallel: true, timeoutSeconds: 30, built: true }),
      project('outside', ['test/outside/**/*.test.ts'], { timeoutSeconds: 60, built: true }),
      project('web', ['test/web/browser/**/*.test.ts'], { timeoutSeconds: 120, exclude: PAGES, built: true }),
      project('pages', PAGES, { timeoutSeconds: 180, pair: true, built: true }),
      // Two processes on one PostgreSQL and one Mosquitto, all real.
      project('cluster', ['test/cluster/**/*.test.ts'], {
        timeoutSeconds: 300,
        env: { DATABASE_URL: 'postgres://each-test-starts-its-own' },
      }),
      // Writes docs/pictures; run by hand with `npm run pictures`, not by `npm test`.
      project('pictures', ['test/web/browser/*.pictures.ts'], { timeoutSeconds: 180, built: true }),
      project('strace', ['test/crash/strace*.test.ts'], { timeoutSeconds: 300 }),
      project('clock', ['test/crash/clock*.test.ts'], { timeoutSeconds: 120 }),
      project('disk', ['test/crash/disk*.test.ts'], { timeoutSeconds: 300 }),
      project('neighbours', ['test/crash/neighbours*.test.ts'], { timeoutSeconds: 120 }),
      project('kills', [KILLS], { timeoutSeconds: 900, pair: true }),
      project('crash', ['test/crash/{attacks,frozen,import}.test.ts', CLAIM_RACE], { timeoutSeconds: 900 }),
      project('storm', ['test/storm/**/*.test.ts'], { timeoutSeconds: 300 }),
    ],
  },
})
