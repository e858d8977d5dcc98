import { writeFileSync } from 'node:fs'
import { type Authority, newAuthority, type TestPair } from './certificates.ts'
import { handClock } from './clock.ts'
import { newFolder } from './folder.ts'
import { type House, startHouse } from './house.ts'

export const HOUR_MS = 3_600_000
/** An hour in days. */
export const HOUR = 1 / 24

/** Certificates for a story, and houses that show them. */
export interface TlsTown {
  /** The authority of the installation; units trust no other. */
  readonly own: Authority
  readonly foreign: Authority
  readonly good: TestPair
  /** A house that shows `good`. Certificates are made for today, so its clock shows the real time, or `agoMs` less. */
  open(options?: { readonly agoMs?: number }): Promise<House>
  /** Puts certificate and key where the house looks for them, as a renewal does. */
  install(pair: Pick<TestPair, 'cert' | 'key'>): void
  remove(): void
}

export function tlsTown(): TlsTown {
  const folder = newFolder()
  const [own, foreign] = [newAuthority(folder.path, 'own'), newAuthority(folder.path, 'foreign')]
  const good = own.issue('house')
  const [tlsCert, tlsKey] = [`${folder.path}/live.pem`, `${folder.path}/live.key`]

  function install({ cert, key }: Pick<TestPair, 'cert' | 'key'>): void {
    writeFileSync(tlsCert, cert)
    writeFileSync(tlsKey, key)
  }

  return {
    own,
    foreign,
    good,
    install,
    open({ agoMs = 0 } = {}) {
      install(good)
      const clock = handClock(new Date(Date.now() - agoMs).toISOString())
      return startHouse({ config: { tlsCert, tlsKey }, clock, ca: own.pem })
    },
    remove: folder.remove,
  }
}
