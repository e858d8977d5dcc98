import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const DAY_MS = 86_400_000

/** Certificate and key of one house, as files and as text. */
export interface TestPair {
  readonly certFile: string
  readonly keyFile: string
  readonly cert: string
  readonly key: string
}

/** A certificate authority of this test run; nothing of it is ever in the repository. */
export interface Authority {
  /** Its own certificate, PEM, and where it lies. */
  readonly pem: string
  readonly file: string
  /** A certificate for 127.0.0.1 and localhost, from and to so many days from now. */
  issue(name: string, days?: { readonly from?: number; readonly to?: number; readonly host?: string }): TestPair
}

/** Makes an authority in `folder` with openssl. `ca` and not `x509` signs: it alone can sign for the past. */
export function newAuthority(folder: string, name: string): Authority {
  const home = join(folder, name)
  mkdirSync(home)
  const at = (file: string): string => join(home, file)
  writeFileSync(at('index.txt'), '')
  writeFileSync(at('openssl.cnf'), settings(home))
  newKey(at('ca.key'))
  openssl('req', '-x509', '-new', '-key', at('ca.key'), '-subj', `/CN=${name}`, '-days', '30', '-out', at('ca.pem'))
  return {
    pem: readFileSync(at('ca.pem'), 'utf8'),
    file: at('ca.pem'),
    issue(of, { from = -1, to = 20, host = 'IP:127.0.0.1,DNS:localhost' } = {}) {
      const [keyFile, request, certFile] = [at(`${of}.key`), at(`${of}.csr`), at(`${of}.pem`)]
      newKey(keyFile)
      const subject = ['-subj', `/CN=${of}`, '-addext', `subjectAltName=${host}`]
      openssl('req', '-new', '-key', keyFile, ...subject, '-out', request)
      const dates = ['-startdate', asn1(from), '-enddate', asn1(to)]
      openssl('ca', '-batch', '-notext', '-config', at('openssl.cnf'), '-in', request, ...dates, '-out', certFile)
      return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
    },
  }
}

/** What `openssl ca` wants to know: where its book is, and that what is asked for is copied. */
function settings(home: string): string {
  return [
    '[ca]',
    'default_ca = it',
    '[it]',
    `database = ${home}/index.txt`,
    `new_certs_dir = ${home}`,
    `certificate = ${home}/ca.pem`,
    `private_key = ${home}/ca.key`,
    'rand_serial = yes',
    'unique_subject = no',
    'default_md = sha256',
    'copy_extensions = copy',
    'policy = any',
    '[any]',
    'commonName = supplied',
    '',
  ].join('\n')
}

function newKey(file: string): void {
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', file)
}

/** `openssl` with these words; throws with what it said when it fails. */
function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** So many days from now as ASN.1 writes it. */
function asn1(days: number): string {
  const iso = new Date(Date.now() + days * DAY_MS).toISOString()
  return `${iso.slice(0, 19).replace(/\D/g, '')}Z`
}
