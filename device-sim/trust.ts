import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { Fetch } from './push.ts'

/**
 * The certificate of the only authority to trust, PEM, out of the file that `--ca` names; null when it names none.
 * Whoever names one wants every road encrypted, so an address in the clear beside it is a slip.
 * @throws Error with a sentence for people
 */
export function authorityFor(urls: readonly (string | null)[], path: string | null): string | null {
  if (path === null) return null
  const clear = urls.find((url) => url !== null && /^(mqtt|http):/i.test(url))
  if (clear !== undefined) throw new Error(`--ca is for mqtts:// and https://; ${clear} would speak in the clear.`)
  return readAuthority(path)
}

function readAuthority(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`The file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  try {
    new X509Certificate(text)
    return text
  } catch {
    throw new Error(`The file ${path} does not begin with a certificate in PEM form.`)
  }
}

/**
 * The second road for a unit that trusts only this authority. The built-in fetch of this Node takes no authority of its
 * own, so this speaks node:https; of fetch it knows just what a push needs.
 */
export function fetchTrusting(ca: string): Fetch {
  return (address, init = {}) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers, body, signal } = init
      const options = {
        method,
        ca,
        // No connection and no session of an earlier push: whom we speak to is checked every time.
        agent: false as const,
        minVersion: 'TLSv1.2' as const,
        headers: Object.fromEntries(new Headers(headers)),
        ...(signal && { signal }),
      }
      const sent = request(String(address), options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          const given = answer.rawHeaders.flatMap((name, n, all) => (n % 2 === 0 ? [[name, all[n + 1] ?? '']] : []))
          const text = status === 204 ? null : Buffer.concat(chunks)
          resolve(new Response(text, { status, headers: given as [string, string][] }))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
}

/** What OpenSSL and Node call it when the other side is not who it should be, in words for people. */
const REFUSALS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate of the house has expired',
  CERT_NOT_YET_VALID: 'the certificate of the house is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the house is made out to another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the house is from an authority this unit does not trust',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the house is from an authority this unit does not trust',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate of the house is from an authority this unit does not trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate of the house is from an authority this unit does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the house is from an authority this unit does not trust',
  CERT_SIGNATURE_FAILURE: 'the certificate of the house is from an authority this unit does not trust',
  ERR_SSL_WRONG_VERSION_NUMBER: 'nothing at this address speaks TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'nothing at this address speaks TLS',
}

/** Why a link was not made, as a clause that can follow a colon. */
export function reasonOf(error: Error): string {
  if (/before secure TLS connection/.test(error.message)) return 'the link was cut before TLS was established'
  return REFUSALS[(error as NodeJS.ErrnoException).code ?? ''] ?? error.message
}
