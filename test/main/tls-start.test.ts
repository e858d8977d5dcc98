import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { healthRoutes } from '#contract/routes'
import { fetchTrusting } from '../../device-sim/trust.ts'
import { type Authority, newAuthority, type TestPair } from '../support/certificates.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { fingerprintOf, shownOn } from '../support/handshake.ts'
import { endAll, runProgram } from '../support/program.ts'

let folder: Folder
let own: Authority
beforeAll(() => {
  folder = newFolder()
  own = newAuthority(folder.path, 'own')
})
afterEach(endAll)
afterAll(() => folder.remove())

test('start says where it speaks TLS, and takes a renewed certificate on SIGHUP', { timeout: 60_000 }, async () => {
  const [cert, key] = [`${folder.path}/live.pem`, `${folder.path}/live.key`]
  const install = (pair: TestPair): void => {
    writeFileSync(cert, pair.cert)
    writeFileSync(key, pair.key)
  }
  const [first, second] = [own.issue('first'), own.issue('second')]
  install(first)
  const env = { ANLING_DATA: `${folder.path}/data`, ANLING_HTTP_PORT: '0', ANLING_MQTT_PORT: '0' }
  // `localhost` is two addresses where there is IPv6: both listeners must show the renewed certificate.
  const hosts = { ANLING_HTTP_HOST: 'localhost', ANLING_MQTT_HOST: '0.0.0.0', ANLING_LOG_LEVEL: 'error' }
  const server = runProgram(['start'], { env: { ...env, ...hosts, ANLING_TLS_CERT: cert, ANLING_TLS_KEY: key } })
  const line = await server.firstLine()
  const [, host = '', http, mqtt] =
    /^Console https:\/\/(.+):(\d+), devices mqtts:\/\/0\.0\.0\.0:(\d+)$/.exec(line) ?? []
  expect(host, line).not.toBe('')
  const health = await fetchTrusting(own.pem)(`https://localhost:${http}${healthRoutes.health.url}`)
  expect(await health.json()).toMatchObject({ ok: true })

  install(second)
  server.signal('SIGHUP')
  const renewed = fingerprintOf(second)
  for (const port of [Number(mqtt), Number(http)]) {
    // A signal is not answered; the next handshakes tell when it was heard.
    let seen = await shownOn(port, own.pem)
    while (seen !== renewed) seen = await shownOn(port, own.pem)
  }
  server.signal('SIGTERM')
  expect((await server.ended()).how).toBe(0)
})

test('start ends with one sentence when certificate and key cannot be used', { timeout: 60_000 }, async () => {
  const [good, ended] = [own.issue('good'), own.issue('ended', { from: -3, to: -1 })]
  const refused = [
    [ended.certFile, ended.keyFile, /^The certificate .*ended\.pem expired at 20\d\d-.*Z; renew it\.\n$/],
    [good.certFile, ended.keyFile, /^The key .*ended\.key does not belong to the certificate .*good\.pem\.\n$/],
  ] as const
  const endings = refused.map(([ANLING_TLS_CERT, ANLING_TLS_KEY]) => {
    const data = { ANLING_DATA: `${folder.path}/refused`, ANLING_HTTP_PORT: '0', ANLING_MQTT_PORT: '0' }
    return runProgram(['start'], { env: { ...data, ANLING_TLS_CERT, ANLING_TLS_KEY } }).ended()
  })
  for (const [n, { how, out, err }] of (await Promise.all(endings)).entries()) {
    expect(err).toMatch(refused[n]?.[2] ?? /^$/)
    expect([how, out]).toEqual([1, ''])
  }
})
