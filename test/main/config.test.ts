import { describe, expect, it } from 'vitest'
import { readConfig, SETTINGS } from '../../server/config.ts'

/** What the program would say about these settings; empty when it would start. */
function faults(env: Readonly<Record<string, string>>): readonly string[] {
  const read = readConfig(env)
  return 'faults' in read ? read.faults : []
}

const HOOK = { ANLING_SHIFT_LEAD_WEBHOOK: 'http://127.0.0.1:9/' }
const SECRET = { ANLING_WEBHOOK_SECRET: 'f3c1a9d27b5e48064c2d9e1b7a083f55' }

describe('the settings', () => {
  it('are enough as they stand', () => {
    expect(faults({})).toEqual([])
    expect(faults({ ...HOOK, ...SECRET })).toEqual([])
    expect(faults({ ANLING_TRUST_PROXY: '127.0.0.1, ::1,192.0.2.7' })).toEqual([])
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
