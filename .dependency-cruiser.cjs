// The floors of the house (design §3): arrows go down, rooms on one floor are strangers, and a rule broken on purpose
// needs an ADR in the same change.
const CONTRACT = '^server/contract/'
const WING = '^server/(registry|desk|services)/'
const ROLE_FILES = ['store\\.ts$', 'service\\.ts$', 'routes\\.ts$']
// Passwords and credentials are arithmetic on secrets: pure but for node:crypto and argon2.
const SECRETS = '^server/registry/(accounts/password|(accounts|devices|pairing)/credential)\\.ts$'

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      severity: 'error',
      from: { pathNot: '^server/bootstrap\\.mjs$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'contract-is-ground',
      comment: 'The contract is shared with web and simulator: it may stand on nothing but typebox.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { pathNot: [CONTRACT, 'node_modules/typebox/'] },
    },
    {
      name: 'calendar-is-pure',
      severity: 'error',
      from: { path: '^server/calendar/' },
      to: { pathNot: ['^server/calendar/', CONTRACT] },
    },
    {
      name: 'rules-are-pure',
      comment: 'Files of a feature other than store, service and routes decide; they touch nothing.',
      severity: 'error',
      from: { path: WING, pathNot: [...ROLE_FILES, SECRETS] },
      to: { pathNot: [CONTRACT, WING, '^server/calendar/', '^server/words/'] },
    },
    {
      name: 'rules-know-no-store',
      severity: 'error',
      from: { path: WING, pathNot: ROLE_FILES },
      to: { path: ROLE_FILES.map((file) => `^server/.*${file}`) },
    },
    {
      name: 'features-are-strangers',
      comment: 'Only the registry wing is known to all; what one feature sets off in another stands in reactions.ts.',
      severity: 'error',
      from: { path: '^server/(desk|services)/([^/]+)/' },
      to: { path: '^server/(desk|services)/', pathNot: ['^server/$1/$2/', '^server/desk/seats/presence\\.ts$'] },
    },
    {
      name: 'registry-knows-no-other-wing',
      severity: 'error',
      from: { path: '^server/registry/' },
      to: { path: '^server/(desk|services|intake|live|notify|reactions|app|web|main)' },
    },
    {
      name: 'features-know-no-machinery',
      severity: 'error',
      from: { path: WING },
      to: { path: '^server/(intake|live|notify|app|web|main|reactions|notices|config)' },
    },
    {
      name: 'drizzle-lives-in-stores',
      severity: 'error',
      from: {
        pathNot: [
          '^server/db/',
          'store\\.ts$',
          '^drizzle\\.config\\.ts$',
          '^test/(store|crash|storm|cluster)/',
          '^test/support/database\\.ts$',
        ],
      },
      to: { path: 'node_modules/(drizzle-orm|better-sqlite3|pg)/' },
    },
    {
      name: 'mqtt-lives-at-the-door',
      severity: 'error',
      from: { pathNot: ['^server/intake/', '^device-sim/', '^test/'] },
      to: { path: 'node_modules/(mqtt|aedes|mqtt-packet)/' },
    },
    {
      name: 'fastify-lives-in-routes',
      severity: 'error',
      from: {
        pathNot: [
          '/routes\\.ts$',
          '^server/(http|compilers|web)\\.ts$',
          '^server/live/socket\\.ts$',
          '^server/intake/push\\.ts$',
        ],
      },
      to: { path: 'node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'ways-out-know-only-words',
      severity: 'error',
      from: { path: '^server/(live|notify)/' },
      to: { path: '^server/(registry|desk|services|intake)/' },
    },
    {
      name: 'guests-see-only-the-contract',
      severity: 'error',
      from: { path: '^(web|device-sim)/' },
      to: { path: '^server/', pathNot: CONTRACT },
    },
    {
      name: 'server-knows-no-guests',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/bootstrap\\.mjs$' },
      to: { path: '^(web|device-sim|test)/' },
    },
    {
      name: 'stories-use-the-front-door',
      severity: 'error',
      from: { path: '^test/behaviour/' },
      to: { path: '^server/', pathNot: CONTRACT },
    },
    { name: 'nobody-imports-main', severity: 'error', from: {}, to: { path: '^server/main\\.ts$' } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '\\.config\\.ts$', '^test/', '\\.mjs$', '\\.css$', '-worker\\.ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What is built from the sources is not a second house.
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
