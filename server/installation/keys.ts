import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../db/file.ts'
import type { ChainKey } from '../events/chain.ts'
import { type Mac, macOf } from '../mac.ts'
import { Unusable } from '../problem.ts'

/** The keys of one installation, made at its first start and kept beside the database, readable by its owner only. */
export interface Keys {
  /** Hashes device secrets. */
  readonly pepper: Uint8Array
  /** Tells two bodies of one signal id apart without keeping a plain hash of them. */
  readonly bodyMac: Mac
  readonly chain: ChainKey
  /** Encrypts a device's secret until the outside broker has it. */
  readonly secretKey: Uint8Array
  /** Encrypts what accounts keep: the secrets of authenticators. */
  readonly accountKey: Uint8Array
  /** Encrypts the keys of homes and residents. */
  readonly wrappingKey: Uint8Array
  /** Finds an encrypted number by a keyed hash of it. */
  readonly blindMac: Mac
  /** Encrypts the rows of table files until they are in the registry, and what was found in them. */
  readonly importKey: Uint8Array
  /** Tells these keys from others, and nothing about them. */
  readonly mark: string
}

/** @throws Unusable when the file is not what this house wrote. */
export function loadKeys(dataDir: string): Keys {
  const file = join(dataDir, 'keys.json')
  if (!existsSync(file)) makeKeys(dataDir, file)
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as {
      pepper: string
      bodyKey: string
      chain: { id: string; secret: string }
    }
    const pepper = bytes(stored.pepper)
    const all = Buffer.concat([pepper, bytes(stored.bodyKey), bytes(stored.chain.secret)])
    return {
      mark: createHmac('sha256', all).update('anling keys').digest('hex'),
      pepper,
      bodyMac: macOf(bytes(stored.bodyKey)),
      chain: { id: stored.chain.id, mac: macOf(bytes(stored.chain.secret)) },
      // Derived, so that installations from before it have one too (RFC 5869).
      secretKey: new Uint8Array(hkdfSync('sha256', pepper, '', 'anling broker secrets', 32)),
      accountKey: new Uint8Array(hkdfSync('sha256', pepper, '', 'anling account secrets', 32)),
      wrappingKey: new Uint8Array(hkdfSync('sha256', pepper, '', 'anling data keys', 32)),
      blindMac: macOf(new Uint8Array(hkdfSync('sha256', pepper, '', 'anling blind indexes', 32))),
      importKey: new Uint8Array(hkdfSync('sha256', pepper, '', 'anling table files', 32)),
    }
  } catch {
    throw new Unusable(`The file ${file} does not hold the keys of this installation; put back the one that was there.`)
  }
}

/**
 * Whole or not at all, and once: a device registered under a key that was lost could never sign in again, and of two
 * processes that start together on one folder both must have the keys of the first.
 */
function makeKeys(dataDir: string, file: string): void {
  const fresh = { pepper: key(), bodyKey: key(), chain: { id: 'k1', secret: key() } }
  const own = `${file}.${process.pid}`
  writeFileSync(own, `${JSON.stringify(fresh)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(own, file)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
  } finally {
    rmSync(own)
  }
  syncFolder(dataDir)
}

function key(): string {
  return randomBytes(32).toString('base64')
}

function bytes(text: string): Uint8Array {
  const found = Buffer.from(text, 'base64')
  if (found.length !== 32) throw new Error('a key has 32 bytes')
  return found
}
