import type { Account } from '#contract/accounts'
import type { Actor } from '#contract/events'
import type { Acceptance, Invitation, InvitationOnce, Invited, NewInvitation } from '#contract/invitations'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { assertBinding, assertThere } from '../accounts/assignment-service.ts'
import { newToken, tokenHash } from '../accounts/credential.ts'
import { hashPassword } from '../accounts/password.ts'
import { type PasswordRule, passwordFault } from '../accounts/password-rule.ts'
import { addAccount } from '../accounts/store.ts'
import {
  addInvitation,
  allInvitations,
  findInvitation,
  goodInvitation,
  type InvitationRow,
  revokeInvitation,
  spendInvitation,
} from './store.ts'

/** How long an invitation may lie about. Milliseconds. */
const INVITATION_MS = 72 * 3_600_000

/** Accounts whose password no administrator ever knew. */
export interface InvitationService {
  list(): Promise<Invitation[]>
  /** The token is in the answer, and nowhere else. Refuses with `account_misbound`, `not_found`. */
  invite(given: NewInvitation, accountId: string): Promise<InvitationOnce>
  /** One that is used stays so. Refuses with `not_found`. */
  revoke(id: string, actor: Actor): Promise<Invitation>
  /** Refuses with `invitation_over`. */
  look(token: string): Promise<Invited>
  /** Refuses with `invitation_over`; or with the codes of a new account, after which it can be tried again. */
  accept(given: Acceptance): Promise<Account>
}

export function invitationService(db: Database, clock: Clock, events: EventLog, rule: PasswordRule): InvitationService {
  async function good(token: string): Promise<InvitationRow> {
    const row = await goodInvitation(db.read, tokenHash(token), clock.now())
    if (!row) throw new Refused('invitation_over')
    return row
  }

  async function open(tx: Tx, row: InvitationRow, user: string, passwordHash: string): Promise<Account> {
    const at = clock.now()
    const { id, name, role, areaId, deskId } = row
    const account = { id: newId(), user, name, role, areaId, deskId }
    if (!(await addAccount(tx, { ...account, passwordHash, createdAt: at }))) throw new Refused('name_taken')
    if (!(await spendInvitation(tx, id, account.id, at))) throw new Refused('invitation_over')
    const actor: Actor = { kind: 'account', id: account.id }
    await events.append(tx, [
      { at, type: 'account.added', actor, data: { account: account.id, role } },
      { at, type: 'invitation.accepted', actor, data: { invitation: id } },
    ])
    return account
  }

  return {
    list: async () => (await allInvitations(db.read)).map(shown),
    async invite({ name, role, areaId = null, deskId = null }, accountId) {
      assertBinding({ role, areaId, deskId })
      const token = newToken()
      const at = clock.now()
      const id = newId()
      const given = { id, tokenHash: tokenHash(token), name, role, areaId, deskId, invitedBy: accountId }
      const row = { ...given, invitedAt: at, expiresAt: at + INVITATION_MS }
      await db.write(async (tx) => {
        await assertThere(tx, { areaId, deskId })
        await addInvitation(tx, row)
        const actor: Actor = { kind: 'account', id: accountId }
        await events.append(tx, [{ at, type: 'invitation.made', actor, data: { invitation: id, role } }])
      })
      return { invitation: shown({ ...row, acceptedAt: null, accountId: null, revokedAt: null }), token }
    },
    async revoke(id, actor) {
      const at = clock.now()
      await db.write(async (tx) => {
        if (!(await revokeInvitation(tx, id, at))) return
        await events.append(tx, [{ at, type: 'invitation.revoked', actor, data: { invitation: id } }])
      })
      const row = await findInvitation(db.read, id)
      if (!row) throw new Refused('not_found')
      return shown(row)
    },
    async look(token) {
      const { name, role, expiresAt } = await good(token)
      return { name, role, expiresAt: toIso(expiresAt) }
    },
    async accept({ token, user, password }) {
      // Before anything that costs: a stranger without an invitation gets no password hashed.
      const row = await good(token)
      const fault = passwordFault(rule, password, user)
      if (fault) throw new Refused(fault)
      const passwordHash = await hashPassword(password)
      return db.write((tx) => open(tx, row, user, passwordHash))
    },
  }
}

function shown({ tokenHash: _secret, ...row }: InvitationRow): Invitation {
  const { invitedAt, expiresAt, acceptedAt, revokedAt } = row
  return {
    ...row,
    invitedAt: toIso(invitedAt),
    expiresAt: toIso(expiresAt),
    acceptedAt: acceptedAt === null ? null : toIso(acceptedAt),
    revokedAt: revokedAt === null ? null : toIso(revokedAt),
  }
}
