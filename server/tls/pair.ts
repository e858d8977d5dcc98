import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { toIso } from '../clock.ts'
import { Unusable } from '../problem.ts'

/** Where certificate and key lie, both PEM. */
export interface PairFiles {
  readonly certificate: string
  readonly key: string
}

/** A certificate that has been checked against its key. Instants in milliseconds since 1970. */
export interface Pair {
  readonly fingerprint: string
  readonly validFrom: number
  readonly validTo: number
  /** What a listener needs. */
  readonly context: SecureContextOptions & { readonly cert: string; readonly key: string }
}

/** The bytes of the two files. */
export type PairText = Pick<Pair['context'], 'cert' | 'key'>

/** @throws Unusable when one of them cannot be read */
export function readPair(files: PairFiles): PairText {
  return { cert: textOf(files.certificate), key: textOf(files.key) }
}

/**
 * Checks what would otherwise show only at the first device that is turned away.
 * @throws Unusable, one sentence that names the file and what is wrong with it
 */
export function checkPair({ cert, key }: PairText, files: PairFiles, now: number): Pair {
  const x509 = certificateIn(cert, files.certificate)
  if (!x509.checkPrivateKey(keyIn(key, files.key))) {
    throw new Unusable(`The key ${files.key} does not belong to the certificate ${files.certificate}.`)
  }
  const pair: Pair = {
    fingerprint: x509.fingerprint256,
    validFrom: Date.parse(x509.validFrom),
    validTo: Date.parse(x509.validTo),
    context: { cert, key, minVersion: 'TLSv1.2' },
  }
  checkDates(pair, files.certificate, now)
  checkUsable(pair, files)
  return pair
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (fault) {
    throw new Unusable(
      `The file ${file} cannot be read: ${(fault as NodeJS.ErrnoException).code ?? 'no reason given'}.`,
    )
  }
}

function certificateIn(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw new Unusable(`The file ${file} does not begin with a certificate in PEM form.`)
  }
}

function keyIn(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    throw new Unusable(`The file ${file} holds no private key in PEM form that opens without a passphrase.`)
  }
}

function checkDates({ validFrom, validTo }: Pair, file: string, now: number): void {
  if (now > validTo) throw new Unusable(`The certificate ${file} expired at ${toIso(validTo)}; renew it.`)
  if (now < validFrom) {
    throw new Unusable(
      `The certificate ${file} is not valid before ${toIso(validFrom)}; is this machine's clock right?`,
    )
  }
}

/** What only the TLS library knows: a key too short for its rules, a broken certificate further down the file. */
function checkUsable({ context }: Pair, files: PairFiles): void {
  try {
    createSecureContext(context)
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault)
    throw new Unusable(`The certificate ${files.certificate} cannot be used: ${reason}.`)
  }
}
