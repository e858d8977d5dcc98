import { describe, expect, it } from 'vitest'
import { readConfig, SETTINGS } from '../../server/config.ts'

/** What the program would say about these settings; empty when it would start. */
function faults(env: Readonly<Record<string, string>>): readonly string[] {
  const read = readConfig(env)
  return 'faults' in read ? read.faults : []
}

const HOOK = { ANLING_SHIFT_LEAD_WEBHOOK: 'http://127.0.0.1:9/' }
const SECRET = { ANLING_WEBHOOK_SECRET: 'f3c1a9d27b5e48064c2d9e1b7a083f55' }

const BROKER = {
  ANLING_BROKER_URL: 'mqtts://broker.test:8883',
  ANLING_BROKER_USER: 'anling',
  ANLING_BROKER_PASSWORD: 'f3c1a9d27b5e48064c2d9e1b7a083f55',
}

describe('the settings', () => {
  it('are enough as they stand', () => {
    expect(faults({})).toEqual([])
    expect(faults({ ...HOOK, ...SECRET })).toEqual([])
    expect(faults({ ANLING_TRUST_PROXY: '127.0.0.1, ::1,192.0.2.7' })).toEqual([])
  })

  it('lead to another broker, in the clear on this machine only', () => {
    expect(faults(BROKER)).toEqual([])
    expect(faults({ ...BROKER, ANLING_BROKER_PASSWORD: '', ANLING_BROKER_PASSWORD_FILE: 'p' })).toEqual([])
    for (const url of ['mqtt://127.0.0.1:1883', 'mqtt://[::1]:1883', 'mqtt://localhost']) {
      expect(faults({ ...BROKER, ANLING_BROKER_URL: url })).toEqual([])
    }
  })

  it('allow any address once there is a certificate', () => {
    const tls = { ANLING_TLS_CERT: 'a.pem', ANLING_TLS_KEY: 'a.key' }
    expect(faults({ ...tls, ANLING_HTTP_HOST: '0.0.0.0', ANLING_MQTT_HOST: '::' })).toEqual([])
  })

  it.each([
    [{ ANLING_HTTP_PORT: '70000' }, 'ANLING_HTTP_PORT: must be <= 65535'],
    [{ ANLING_HTTP_PORT: '-1' }, 'ANLING_HTTP_PORT: must be >= 0'],
    [{ ANLING_MQTT_PORT: '18.83' }, 'ANLING_MQTT_PORT: must be integer'],
    [{ ANLING_MQTT_HOST: '192.0.2.1' }, 'ANLING_MQTT_HOST is 192.0.2.1: without TLS only a loopback address'],
    [{ ANLING_HTTP_HOST: '::' }, 'ANLING_HTTP_HOST is ::: without TLS only a loopback address'],
    [{ ANLING_HTTP_HOST: '127.0.0.1.evil.example' }, 'ANLING_HTTP_HOST is 127.0.0.1.evil.example: without TLS'],
    [{ ANLING_TLS_CERT: 'a.pem' }, 'ANLING_TLS_KEY is missing: a certificate needs its key'],
    [
      { ANLING_TLS_KEY: 'a.key', ANLING_MQTT_HOST: '0.0.0.0' },
      'ANLING_TLS_CERT is missing: a key needs its certificate',
    ],
    [{ ANLING_TRUST_PROXY: 'true' }, 'ANLING_TRUST_PROXY names “true”: only exact IP addresses'],
    [{ ANLING_TRUST_PROXY: '1' }, 'ANLING_TRUST_PROXY names “1”: only exact IP addresses'],
    [{ ANLING_TRUST_PROXY: '127.0.0.1,10.0.0.0/8' }, 'ANLING_TRUST_PROXY names “10.0.0.0/8”'],
    [{ ANLING_TRUST_PROXY: 'loopback' }, 'ANLING_TRUST_PROXY names “loopback”'],
    [{ ANLING_TRUST_PROXY: '127.0.0.1,' }, 'ANLING_TRUST_PROXY names “”'],
    [{ ANLING_TRUST_PROXY: 'fe80::1%eth0' }, 'ANLING_TRUST_PROXY names “fe80::1%eth0”'],
    [{ ANLING_LOG_LEVEL: 'loud' }, 'ANLING_LOG_LEVEL: must be equal to one of the allowed values'],
    [{ ANLING_BATCH: '0' }, 'ANLING_BATCH: must be >= 1'],
    [{ ANLING_DEVICE_RATE: '0' }, 'ANLING_DEVICE_RATE: must be >= 1'],
    [HOOK, 'ANLING_WEBHOOK_SECRET is missing: webhooks are signed with it'],
    [{ ...BROKER, ANLING_BROKER_URL: 'http://broker.test' }, 'ANLING_BROKER_URL is no address of a broker'],
    [{ ...BROKER, ANLING_BROKER_URL: 'mqtts://' }, 'ANLING_BROKER_URL is no address'],
    [{ ...BROKER, ANLING_BROKER_URL: 'mqtt://192.0.2.1' }, 'ANLING_BROKER_URL leads to 192.0.2.1 in the clear'],
    [{ ...BROKER, ANLING_BROKER_URL: 'mqtt://127.0.0.1.evil.example' }, 'leads to 127.0.0.1.evil.example in the clear'],
    [{ ...BROKER, ANLING_BROKER_URL: 'mqtts://anling:x@broker.test' }, 'ANLING_BROKER_URL holds a user or password'],
    [{ ...BROKER, ANLING_BROKER_USER: '' }, 'ANLING_BROKER_USER or ANLING_BROKER_PASSWORD is missing'],
    [{ ...BROKER, ANLING_BROKER_PASSWORD: '' }, 'ANLING_BROKER_USER or ANLING_BROKER_PASSWORD is missing'],
    [{ ...BROKER, ANLING_BROKER_PASSWORD: 'changeme-changeme' }, 'ANLING_BROKER_PASSWORD looks like an example'],
    [{ ...BROKER, ANLING_BROKER_LINKS: '0' }, 'ANLING_BROKER_LINKS: must be >= 1'],
    [{ ...BROKER, ANLING_PROCESS: 'a/b' }, 'ANLING_PROCESS: must match pattern'],
    [{ ANLING_BROKER_AUTH_TOKEN: 'short' }, 'ANLING_BROKER_AUTH_TOKEN is short'],
    [{ ...HOOK, ANLING_WEBHOOK_SECRET: 'example-secret-0001' }, 'ANLING_WEBHOOK_SECRET looks like an example'],
  ])('%j are refused in a sentence that names the setting', (env, sentence) => {
    const said = faults(env as Record<string, string>)
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(sentence)
  })

  it('name all faults at once', () => {
    expect(faults({ ANLING_HTTP_HOST: '0.0.0.0', ANLING_MQTT_HOST: '0.0.0.0' })).toHaveLength(2)
  })

  it('take an empty variable for one that is not set', () => {
    expect(faults(Object.fromEntries(Object.values(SETTINGS).map(({ env }) => [env, ''])))).toEqual([])
  })
})
