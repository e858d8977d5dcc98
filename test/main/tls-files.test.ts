import { writeFileSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCertificate } from '../../server/tls/certificate.ts'
import { type Authority, newAuthority, type TestPair } from '../support/certificates.ts'
import { type HandClock, handClock } from '../support/clock.ts'
import { type Folder, newFolder } from '../support/folder.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const INFO = 30
const WARN = 40
const ERROR = 50

interface Line {
  readonly level: number
  readonly msg: string
  readonly days?: number
  readonly reason?: string
}

let folder: Folder
let own: Authority
let clock: HandClock
let lines: Line[]
beforeAll(() => {
  folder = newFolder()
  own = newAuthority(folder.path, 'own')
})
beforeEach(() => {
  clock = handClock(new Date().toISOString())
  lines = []
})
afterAll(() => folder.remove())

const files = (): { certificate: string; key: string } => ({
  certificate: `${folder.path}/live.pem`,
  key: `${folder.path}/live.key`,
})

function install({ cert, key }: Pick<TestPair, 'cert' | 'key'>): void {
  writeFileSync(files().certificate, cert)
  writeFileSync(files().key, key)
}

/** Days pass; the files are looked at once in each. */
function days(count: number): void {
  for (let day = 0; day < count; day += 1) {
    clock.jumpTo(clock.now() + DAY_MS - MINUTE_MS)
    clock.move(MINUTE_MS)
  }
}

const open = () =>
  openCertificate(files(), clock, pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }))

const logged = (level: number): Line[] => lines.filter((line) => line.level === level)

test('from fourteen days before the end the log warns once a day, and after it says that all refuse', () => {
  install(own.issue('short', { to: 16.5 }))
  const certificate = open()
  days(2)
  expect(logged(WARN)).toEqual([])
  days(3)
  expect(logged(WARN).map(({ days }) => days)).toEqual([13, 12, 11])
  days(12)
  expect(logged(WARN).map(({ days }) => days)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  expect(logged(ERROR)).toMatchObject([{ msg: 'the certificate has expired; devices and browsers refuse it' }])
  certificate.stop()
})

test('a renewal that cannot be used is told once, and taken the minute it can', () => {
  const [old, renewed] = [own.issue('old'), own.issue('new')]
  install(old)
  const certificate = open()
  // The certificate is written first, the key some minutes later.
  install({ cert: renewed.cert, key: old.key })
  clock.move(5 * MINUTE_MS)
  expect(logged(ERROR).map(({ reason }) => reason)).toEqual([
    `The key ${files().key} does not belong to the certificate ${files().certificate}.`,
  ])
  expect(certificate.context.cert).toBe(old.cert)
  install(renewed)
  clock.move(MINUTE_MS)
  expect(certificate.context).toMatchObject({ cert: renewed.cert, key: renewed.key })
  expect(logged(INFO).map(({ msg }) => msg)).toEqual(['TLS with this certificate', 'the renewed certificate is live'])
  certificate.stop()
})

test('files that cannot be used are refused in a sentence each', () => {
  const now = own.issue('now')
  const others = [own.issue('ended', { from: -3, to: -1 }), own.issue('future', { from: 1, to: 3 })]
  const [ended = now, future = now] = others
  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['/nowhere/a.pem', now.keyFile, /^The file \/nowhere\/a\.pem cannot be read: ENOENT\.$/],
    [now.keyFile, now.keyFile, /^The file .*now\.key does not begin with a certificate in PEM form\.$/],
    [
      now.certFile,
      now.certFile,
      /^The file .*now\.pem holds no private key in PEM form that opens without a passphrase\.$/,
    ],
    [now.certFile, ended.keyFile, /^The key .*ended\.key does not belong to the certificate .*now\.pem\.$/],
    [ended.certFile, ended.keyFile, /^The certificate .*ended\.pem expired at 20\d\d-.*Z; renew it\.$/],
    [
      future.certFile,
      future.keyFile,
      /^The certificate .* is not valid before 20.*Z; is this machine's clock right\?$/,
    ],
  ]
  for (const [certificate, key, sentence] of refused) {
    expect(() => openCertificate({ certificate, key }, clock, pino({ level: 'silent' }))).toThrow(sentence)
  }
})

test('the log holds fingerprint and dates, and nothing else of certificate or key', () => {
  const pair = own.issue('quiet', { to: 5 })
  install(pair)
  const certificate = open()
  install({ cert: pair.cert, key: 'nonsense' })
  certificate.look()
  expect(lines).toHaveLength(3)
  const text = JSON.stringify(lines)
  for (const secret of ['BEGIN', 'quiet', 'nonsense', ...pair.key.split('\n').slice(1, -2)]) {
    expect(text).not.toContain(secret)
  }
  expect(lines[0]).toEqual({
    level: INFO,
    time: expect.any(Number),
    msg: 'TLS with this certificate',
    fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    validFrom: expect.any(String),
    validTo: expect.any(String),
  })
  certificate.stop()
})
