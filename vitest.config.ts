import { configDefaults, defineConfig } from 'vitest/config'

// `source` makes #contract/* resolve to TypeScript. Not `import`: these conditions also hold for require() inside
// packages, which must go on finding their CommonJS files.
const conditions = ['source', 'module', 'node', 'development|production']

interface Options {
  readonly timeoutSeconds?: number
  readonly parallel?: boolean
  readonly exclude?: string[]
}

/** What needs openssl to make its certificates, wherever it lies. */
const TLS = 'test/{behaviour,main,wire,documents}/tls*.test.ts'

/** One suite of `npm test`; long ones run file after file, so that they do not disturb each other's clocks. */
function project(name: string, include: string[], options: Options = {}) {
  const { timeoutSeconds = 20, parallel = false, exclude = [] } = options
  // Fast files share one import of the house per worker; each story still starts a house of its own.
  const workers = parallel ? { isolate: false, maxWorkers: 2 } : {}
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      include,
      exclude: [...configDefaults.exclude, ...exclude],
      environment: 'node',
      testTimeout: timeoutSeconds * 1000,
      hookTimeout: timeoutSeconds * 1000,
      fileParallelism: parallel,
      ...workers,
    },
  }
}

export default defineConfig({
  test: {
    projects: [
      project(
        'fast',
        [
          'test/*.test.ts',
          'test/{rules,wire,store,documents,behaviour}/**/*.test.ts',
          'test/web/*.test.ts',
          'test/main/**/*.test.ts',
        ],
        { parallel: true, timeoutSeconds: 30, exclude: [TLS] },
      ),
      project('tls', [TLS], { parallel: true, timeoutSeconds: 30 }),
      project('outside', ['test/outside/**/*.test.ts'], { timeoutSeconds: 60 }),
      project('web', ['test/web/browser/**/*.test.ts'], { timeoutSeconds: 120 }),
      // Writes docs/pictures; run by hand with `npm run pictures`, not by `npm test`.
      project('pictures', ['test/web/browser/*.pictures.ts'], { timeoutSeconds: 180 }),
      project('strace', ['test/crash/strace*.test.ts'], { timeoutSeconds: 300 }),
      project('clock', ['test/crash/clock*.test.ts'], { timeoutSeconds: 120 }),
      project('disk', ['test/crash/disk*.test.ts'], { timeoutSeconds: 300 }),
      project('neighbours', ['test/crash/neighbours*.test.ts'], { timeoutSeconds: 120 }),
      project('crash', ['test/crash/!(strace|clock|disk|neighbours)*.test.ts'], { timeoutSeconds: 900 }),
      project('storm', ['test/storm/**/*.test.ts'], { timeoutSeconds: 300 }),
    ],
  },
})
