import QRCode from 'qrcode'
import type { Account } from '#contract/accounts'
import type { Actor } from '#contract/events'
import type { BackupCodes, SecondFactorOffer } from '#contract/sessions'
import type { Tx } from '../../db/database.ts'
import { decrypt, encrypt } from '../../encryption.ts'
import { Refused } from '../../problem.ts'
import { backupHash, newBackupCodes, newFactor, stepOfCode } from './credential.ts'
import {
  type FactorRow,
  findFactor,
  holdFactor,
  spendBackupCode,
  takeStep,
  withdrawFactor,
  writeBackupCodes,
  writeOffer,
} from './factor-store.ts'
import { type AccessOptions, guessLimit } from './guess-service.ts'

/** The authenticator of an account: what signing in asks for beside the password. */
export interface FactorService {
  /** A new secret, shown this once. Refuses with `second_factor_set` while another counts. */
  offer(account: Account): Promise<SecondFactorOffer>
  /** The first right code makes it count. Refuses with `factor_not_offered` or `wrong_code`. */
  confirm(account: Account, code: string): Promise<BackupCodes>
  /** Refuses with `wrong_code`. */
  remove(account: Account, code: string): Promise<void>
  /** Takes it away for somebody who has lost authenticator and codes. Without one nothing changes. */
  reset(accountId: string, actor: Actor): Promise<void>
  isDue(accountId: string): Promise<boolean>
  /** Whether this account may do nothing before it has set one up. */
  mustEnrol(account: Account): Promise<boolean>
  /** Takes a code of the authenticator or a backup code, once; false when it opens nothing. */
  take(accountId: string, code: string): Promise<boolean>
}

export function factorService(options: AccessOptions): FactorService {
  const { db, clock, events, pepper, accountKey } = options
  const limited = guessLimit(options)
  const secretOf = (factor: FactorRow): string =>
    decrypt(accountKey, factor.encryptedSecret, `second factor ${factor.accountId}`)

  async function isDue(accountId: string): Promise<boolean> {
    const factor = await findFactor(db.read, accountId)
    return factor !== undefined && factor.confirmedAt !== null
  }

  /** The condition of the update is what keeps two who send the same code apart. */
  async function takeCode(tx: Tx, factor: FactorRow, code: string): Promise<boolean> {
    const at = clock.now()
    const step = stepOfCode(secretOf(factor), code, at, factor.lastStep)
    return step !== null && takeStep(tx, factor.accountId, step, at)
  }

  async function take(tx: Tx, accountId: string, code: string): Promise<boolean> {
    const factor = await holdFactor(tx, accountId)
    if (!factor || factor.confirmedAt === null) return false
    if (await takeCode(tx, factor, code)) return true
    return spendBackupCode(tx, backupHash(pepper, accountId, code), clock.now())
  }

  /** The authenticator counts from here on, and there are codes for when it is lost: both or neither. */
  async function setUp(tx: Tx, id: string, code: string, codes: readonly string[]): Promise<void> {
    const at = clock.now()
    const factor = await holdFactor(tx, id)
    if (!factor || factor.confirmedAt !== null) throw new Refused('factor_not_offered')
    if (!(await takeCode(tx, factor, code))) throw new Refused('wrong_code')
    const hashes = codes.map((one) => backupHash(pepper, id, one))
    await writeBackupCodes(tx, id, hashes, at)
    const actor: Actor = { kind: 'account', id }
    await events.append(tx, [{ at, type: 'account.second_factor_set', actor, data: { account: id } }])
  }

  async function withdraw(tx: Tx, accountId: string, actor: Actor): Promise<void> {
    const at = clock.now()
    await withdrawFactor(tx, accountId, at)
    await events.append(tx, [{ at, type: 'account.second_factor_removed', actor, data: { account: accountId } }])
  }

  return {
    take: (accountId, code) => db.write((tx) => take(tx, accountId, code)),
    async offer({ id, user }) {
      const { secret, uri } = newFactor(user)
      await db.write(async (tx) => {
        const known = await holdFactor(tx, id)
        if (known && known.confirmedAt !== null) throw new Refused('second_factor_set')
        await writeOffer(tx, id, encrypt(accountKey, secret, `second factor ${id}`))
      })
      return { secret, uri, qr: await QRCode.toString(uri, { type: 'svg', margin: 1 }) }
    },
    async confirm({ id }, code) {
      const codes = newBackupCodes()
      await limited('code', id, () => db.write((tx) => setUp(tx, id, code, codes)))
      return { codes }
    },
    async remove({ id }, code) {
      const removed = async (tx: Tx): Promise<void> => {
        if (!(await take(tx, id, code))) throw new Refused('wrong_code')
        await withdraw(tx, id, { kind: 'account', id })
      }
      await limited('code', id, () => db.write(removed))
    },
    async reset(accountId, actor) {
      if (await findFactor(db.read, accountId)) await db.write((tx) => withdraw(tx, accountId, actor))
    },
    isDue,
    mustEnrol: async ({ id, role }) => options.adminFactorRequired && role === 'admin' && !(await isDue(id)),
  }
}
