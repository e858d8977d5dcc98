import { isIP } from 'node:net'
import { type Static, Type } from 'typebox'
import Value from 'typebox/value'

const port = Type.Integer({ minimum: 0, maximum: 65_535 })
const url = Type.String({ pattern: '^https?://' })

/** Everything that can be set, with its default. Names of the environment stand beside it in `SETTINGS`. */
export const Config = Type.Object(
  {
    dataDir: Type.String({ minLength: 1 }),
    /** A PostgreSQL database; without one the rows are in a file in the data folder. */
    databaseUrl: Type.Union([Type.String({ pattern: '^postgres(ql)?://' }), Type.Null()]),
    httpHost: Type.String({ minLength: 1 }),
    httpPort: port,
    mqttHost: Type.String({ minLength: 1 }),
    mqttPort: port,
    tlsCert: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    tlsKey: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    /** The addresses whose X-Forwarded headers are believed. */
    trustProxy: Type.Array(Type.String()),
    shiftLeadWebhook: Type.Union([url, Type.Null()]),
    firstContactWebhook: Type.Union([url, Type.Null()]),
    dutyManagerWebhook: Type.Union([url, Type.Null()]),
    webhookSecret: Type.Union([Type.String({ minLength: 16 }), Type.Null()]),
    logLevel: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    /** Signals in one commit: more would hold up the event loop, and 1 is the benchmark's twin. */
    batch: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** Packets a device may send per second for ever; bursts of four times that are let through. */
    devicePacketsPerSecond: Type.Integer({ minimum: 1 }),
    /** Another's broker instead of the house's own. */
    brokerUrl: Type.Union([Type.String(), Type.Null()]),
    brokerUser: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    brokerPassword: Type.Union([Type.String(), Type.Null()]),
    brokerPasswordFile: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    /** What a broker that asks the house at every connection (EMQX) has to show. */
    brokerAuthToken: Type.Union([Type.String(), Type.Null()]),
    brokerCa: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    /** Looked at once at start, so that what loses messages is said before it does. */
    brokerConfig: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
    brokerLinks: Type.Integer({ minimum: 1, maximum: 256 }),
    /** Stands in client ids: the same after a restart, another for each process. */
    processName: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' }),
    /** `mixed`: digits, small and capital letters and other signs, as 等保 (GB/T 22239) is commonly read. */
    passwordRule: Type.Enum(['length', 'mixed']),
    /** Whether administrators must have a second factor. */
    adminFactor: Type.Enum(['optional', 'required']),
    /** A session left alone for so long ends; up to a working day. Use is noted by the minute. */
    sessionIdleMinutes: Type.Integer({ minimum: 5, maximum: 720 }),
  },
  { additionalProperties: false },
)
export type Config = Static<typeof Config>

interface Setting {
  readonly env: string
  readonly means: string
  readonly fallback: unknown
}

export const SETTINGS: Readonly<Record<keyof Config, Setting>> = {
  dataDir: {
    env: 'ANLING_DATA',
    means: 'folder of the keys, and of the database where it is a file',
    fallback: 'data',
  },
  databaseUrl: { env: 'DATABASE_URL', means: 'address of a PostgreSQL database, for large installs', fallback: null },
  httpHost: {
    env: 'ANLING_HTTP_HOST',
    means: 'address of the console; without TLS loopback only',
    fallback: '127.0.0.1',
  },
  httpPort: { env: 'ANLING_HTTP_PORT', means: 'port of the console', fallback: 8080 },
  mqttHost: { env: 'ANLING_MQTT_HOST', means: 'address for devices; without TLS loopback only', fallback: '127.0.0.1' },
  mqttPort: { env: 'ANLING_MQTT_PORT', means: 'port for devices', fallback: 1883 },
  tlsCert: { env: 'ANLING_TLS_CERT', means: 'PEM file of the certificate, with its chain', fallback: null },
  tlsKey: { env: 'ANLING_TLS_KEY', means: 'PEM file of its key', fallback: null },
  trustProxy: { env: 'ANLING_TRUST_PROXY', means: 'exact addresses of proxies before the console', fallback: [] },
  shiftLeadWebhook: { env: 'ANLING_SHIFT_LEAD_WEBHOOK', means: 'rings the shift lead’s phone', fallback: null },
  firstContactWebhook: { env: 'ANLING_FIRST_CONTACT_WEBHOOK', means: 'rings a home’s first contact', fallback: null },
  dutyManagerWebhook: { env: 'ANLING_DUTY_MANAGER_WEBHOOK', means: 'rings the duty manager', fallback: null },
  webhookSecret: { env: 'ANLING_WEBHOOK_SECRET', means: 'signs what goes to the webhooks', fallback: null },
  logLevel: { env: 'ANLING_LOG_LEVEL', means: 'fatal, error, warn, info, debug or silent', fallback: 'info' },
  batch: { env: 'ANLING_BATCH', means: 'signals in one commit', fallback: 384 },
  devicePacketsPerSecond: { env: 'ANLING_DEVICE_RATE', means: 'packets a second from one device', fallback: 50 },
  brokerUrl: { env: 'ANLING_BROKER_URL', means: 'an outside broker, mqtts://host:8883', fallback: null },
  brokerUser: { env: 'ANLING_BROKER_USER', means: 'the user of the house at that broker', fallback: null },
  brokerPassword: { env: 'ANLING_BROKER_PASSWORD', means: 'its password', fallback: null },
  brokerPasswordFile: { env: 'ANLING_BROKER_PASSWORD_FILE', means: 'or a file that holds it', fallback: null },
  brokerAuthToken: { env: 'ANLING_BROKER_AUTH_TOKEN', means: 'lets a broker ask the house (EMQX)', fallback: null },
  brokerCa: { env: 'ANLING_BROKER_CA', means: 'PEM file of the authority behind the broker', fallback: null },
  brokerConfig: { env: 'ANLING_BROKER_CONFIG', means: 'its mosquitto.conf, for the doctor to read', fallback: null },
  brokerLinks: { env: 'ANLING_BROKER_LINKS', means: 'connections to that broker', fallback: 16 },
  passwordRule: {
    env: 'ANLING_PASSWORD_RULE',
    means: 'length, or mixed: digits, small and capital letters and other signs',
    fallback: 'length',
  },
  adminFactor: {
    env: 'ANLING_ADMIN_FACTOR',
    means: 'whether administrators need an authenticator: optional or required',
    fallback: 'optional',
  },
  sessionIdleMinutes: {
    env: 'ANLING_SESSION_IDLE',
    means: 'minutes after which a session that nobody uses ends, unless on duty',
    fallback: 15,
  },
  processName: { env: 'ANLING_PROCESS', means: 'tells processes at one broker apart', fallback: 'a' },
}

/** Addresses that never leave this machine. Without TLS nothing else may be listened on (design §8). */
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/

/** Secrets that stand in examples; whoever starts with one has not read them. */
const EXAMPLE_SECRET = /change|example|secret|password|default/i

/** Characters a secret that a program shows has at least. */
const LEAST_SECRET = 32

/**
 * Reads the settings, all faults at once.
 * @returns the settings, or one sentence per fault
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  overrides: Partial<Config> = {},
): { readonly config: Config } | { readonly faults: readonly string[] } {
  const raw: Record<string, unknown> = {}
  for (const [name, { env: variable, fallback }] of Object.entries(SETTINGS)) {
    const text = env[variable]
    raw[name] = text === undefined || text === '' ? fallback : convert(text, fallback)
  }
  const candidate: unknown = { ...raw, ...overrides }
  if (!Value.Check(Config, candidate)) return { faults: sentences(Value.Errors(Config, candidate)) }
  const faults = careless(candidate)
  return faults.length > 0 ? { faults } : { config: candidate }
}

function convert(text: string, fallback: unknown): unknown {
  if (Array.isArray(fallback)) return text.split(',').map((part) => part.trim())
  return typeof fallback === 'number' ? Number(text) : text
}

/** One sentence a setting: of a setting that may also be absent the first fault is the one that helps. */
function sentences(faults: readonly Parameters<typeof sentence>[0][]): string[] {
  const seen = new Set<string>()
  return faults.filter(({ instancePath }) => seen.size < seen.add(instancePath).size).map(sentence)
}

function sentence(fault: { instancePath: string; message: string }): string {
  const name = fault.instancePath.slice(1) as keyof Config
  return `${SETTINGS[name]?.env ?? 'The settings'}: ${fault.message}`
}

function careless(config: Config): string[] {
  return [...carelessListeners(config), ...carelessBroker(config), ...carelessWebhooks(config)]
}

function carelessListeners(config: Config): string[] {
  const faults: string[] = []
  const { tlsCert, tlsKey, trustProxy } = config
  for (const name of ['httpHost', 'mqttHost'] as const) {
    if (LOOPBACK.test(config[name]) || tlsCert || tlsKey) continue
    faults.push(
      `${SETTINGS[name].env} is ${config[name]}: without TLS only a loopback address such as 127.0.0.1 is allowed`,
    )
  }
  if (tlsCert && !tlsKey) faults.push(`${SETTINGS.tlsKey.env} is missing: a certificate needs its key`)
  if (tlsKey && !tlsCert) faults.push(`${SETTINGS.tlsCert.env} is missing: a key needs its certificate`)
  // No ranges, no names, no "all": whoever is believed here can give itself any address and call its link encrypted.
  const vague = trustProxy.find((address) => isIP(address) === 0 || address.includes('%'))
  if (vague !== undefined) {
    faults.push(
      `${SETTINGS.trustProxy.env} names “${vague}”: only exact IP addresses such as 127.0.0.1, separated by commas`,
    )
  }
  return faults
}

function carelessBroker(config: Config): string[] {
  const { brokerUrl, brokerAuthToken } = config
  const faults = brokerUrl === null ? [] : [...carelessBrokerUrl(brokerUrl), ...carelessBrokerLogin(config)]
  if (brokerAuthToken !== null && brokerAuthToken.length < LEAST_SECRET) {
    faults.push(`${SETTINGS.brokerAuthToken.env} is short; make one with: openssl rand -hex 32`)
  }
  return faults
}

function carelessBrokerUrl(brokerUrl: string): string[] {
  const { env } = SETTINGS.brokerUrl
  const url = URL.canParse(brokerUrl) ? new URL(brokerUrl) : null
  if (!url || !/^mqtts?:$/.test(url.protocol) || url.hostname === '')
    return [`${env} is no address of a broker; one looks like mqtts://broker.example:8883`]
  if (url.username || url.password)
    return [`${env} holds a user or password; they belong in ${SETTINGS.brokerUser.env} and its password`]
  if (url.protocol === 'mqtt:' && !LOOPBACK.test(url.hostname.replace(/[[\]]/g, '')))
    return [`${env} leads to ${url.hostname} in the clear: without TLS (mqtts://) only a loopback address is allowed`]
  return []
}

function carelessBrokerLogin({ brokerUser, brokerPassword, brokerPasswordFile }: Config): string[] {
  const { brokerUser: user, brokerPassword: password } = SETTINGS
  if (!brokerUser || !(brokerPassword ?? brokerPasswordFile))
    return [`${user.env} or ${password.env} is missing: the broker lets nobody in without them`]
  if (brokerPassword && (EXAMPLE_SECRET.test(brokerPassword) || brokerPassword.length < LEAST_SECRET / 2))
    return [`${password.env} looks like an example; make one with: openssl rand -hex 32`]
  return []
}

function carelessWebhooks(config: Config): string[] {
  const faults: string[] = []
  const hooked = config.shiftLeadWebhook ?? config.firstContactWebhook ?? config.dutyManagerWebhook
  if (hooked && !config.webhookSecret)
    faults.push(`${SETTINGS.webhookSecret.env} is missing: webhooks are signed with it`)
  if (config.webhookSecret && EXAMPLE_SECRET.test(config.webhookSecret)) {
    faults.push(`${SETTINGS.webhookSecret.env} looks like an example; make one with: openssl rand -hex 32`)
  }
  return faults
}
