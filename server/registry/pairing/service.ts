import type { Pairing, PairingCode } from '#contract/devices'
import { type Actor, HOUSE } from '#contract/events'
import { toIso, toIsoOrNull } from '../../clock.ts'
import type { Tx } from '../../db/database.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { lifeAfter, may } from '../devices/life.ts'
import { holdDevice, markTested, openTestWindow, writeLife } from '../devices/life-store.ts'
import type { DeviceServiceOptions } from '../devices/service.ts'
import { findDevice } from '../devices/store.ts'
import { findHomes } from '../homes/store.ts'
import { codeHash, newPairingCode } from './credential.ts'
import { CODE_MS, TEST_WINDOW_MS, TRIES } from './pairing-code.ts'
import { findCode, holdCode, issueCode, type PairingRow, writePaired, writeTriesLeft } from './store.ts'

/** An installer ties a device to a home by a code, without an account (design §5). */
export interface PairingService {
  /** A code for this home, good for 15 minutes; earlier ones end. Refuses with `not_found`. */
  issue(homeId: string, accountId: string): Promise<PairingCode>
  /** Refuses with `pairing_code_over` for a code that nobody gave out, that expired, or was tried too often. */
  look(code: string): Promise<Pairing>
  /** Installs the device and opens its test window; once. Refuses with `device_not_in_stock`, which uses up a try. */
  pair(code: string, deviceId: string): Promise<Pairing>
  /** A test press of this device arrived, `at` milliseconds since 1970. */
  tested(tx: Tx, deviceId: string, at: number): Promise<void>
}

export function pairingService({ db, clock, events, pepper }: DeviceServiceOptions): PairingService {
  async function view(row: PairingRow): Promise<Pairing> {
    const [home] = await findHomes(db.read, [row.homeId])
    const device = row.deviceId === null ? undefined : await findDevice(db.read, row.deviceId)
    return {
      address: home?.address ?? '',
      expiresAt: toIso(row.expiresAt),
      triesLeft: row.triesLeft,
      deviceId: row.deviceId,
      pairedAt: toIsoOrNull(row.pairedAt),
      testedAt: toIsoOrNull(device?.testedAt ?? null),
      testUntil: toIsoOrNull(device?.testUntil ?? null),
    }
  }

  async function look(code: string): Promise<Pairing> {
    const row = await findCode(db.read, codeHash(pepper, code))
    return view(stillGood(row, clock.now()))
  }

  /** False when the number is none of a device in stock: then the code has one try less. */
  async function install(tx: Tx, row: PairingRow, deviceId: string, at: number): Promise<boolean> {
    const actor: Actor = { kind: 'account', id: row.issuedBy }
    const about = { at, actor, homeId: row.homeId }
    const device = await holdDevice(tx, deviceId)
    if (!device || !may('install', device)) {
      await writeTriesLeft(tx, row.id, row.triesLeft - 1)
      await events.append(tx, [{ ...about, actor: HOUSE, type: 'pairing.refused', data: { pairing: row.id } }])
      return false
    }
    await writeLife(tx, deviceId, lifeAfter('install', device, at, row.homeId))
    await openTestWindow(tx, deviceId, at + TEST_WINDOW_MS)
    await writePaired(tx, row.id, deviceId, at)
    const data = { pairing: row.id }
    await events.append(tx, [
      { ...about, type: 'device.installed', deviceId, data },
      { ...about, type: 'pairing.done', deviceId, data },
    ])
    return true
  }

  return {
    look,
    async issue(homeId, accountId) {
      if ((await findHomes(db.read, [homeId])).length === 0) throw new Refused('not_found')
      const code = newPairingCode()
      const at = clock.now()
      const id = newId()
      const given = { codeHash: codeHash(pepper, code), homeId, issuedBy: accountId, issuedAt: at }
      const expiresAt = at + CODE_MS
      await db.write(async (tx) => {
        await issueCode(tx, { id, ...given, expiresAt, triesLeft: TRIES, deviceId: null, pairedAt: null })
        const actor: Actor = { kind: 'account', id: accountId }
        await events.append(tx, [{ at, type: 'pairing.opened', actor, homeId, data: { pairing: id } }])
      })
      return { code, homeId, expiresAt: toIso(expiresAt) }
    },
    async pair(code, deviceId) {
      const at = clock.now()
      const hash = codeHash(pepper, code)
      const isDone = await db.write(async (tx) => {
        const row = stillGood(await holdCode(tx, hash), at)
        // The same answer twice for somebody whose first one got lost on the way.
        if (row.deviceId === deviceId) return true
        if (row.pairedAt !== null) throw new Refused('pairing_code_over')
        return install(tx, row, deviceId, at)
      })
      if (!isDone) throw new Refused('device_not_in_stock')
      return look(code)
    },
    tested: markTested,
  }
}

/**
 * A code that paired a device shows how the test goes for as long as that device's window is open.
 * @throws Refused `pairing_code_over`
 */
function stillGood(row: PairingRow | undefined, at: number): PairingRow {
  const until = row?.pairedAt ? row.pairedAt + TEST_WINDOW_MS : row?.expiresAt
  const isTried = row?.pairedAt === null && row.triesLeft <= 0
  if (!row || until === undefined || at > until || isTried) throw new Refused('pairing_code_over')
  return row
}
