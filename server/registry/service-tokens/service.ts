import type { Actor } from '#contract/events'
import type { NewServiceToken, ServiceToken, ServiceTokenOnce, TokenScope } from '#contract/service-tokens'
import { type Clock, toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { newToken, tokenHash } from '../accounts/credential.ts'
import {
  addServiceToken,
  allServiceTokens,
  findServiceToken,
  markTokenUsed,
  revokeServiceToken,
  type ServiceTokenRow,
  serviceTokenByHash,
} from './store.ts'

/** By these letters a scanner of source code and logs recognises what should not be there. */
const MARK = 'anling_'
const DAY_MS = 86_400_000
/** When a token was last used is known to the minute, so that a request is not a write. Milliseconds. */
const USE_MS = 60_000

/** Tokens for programs that ask the house without a session. */
export interface ServiceTokenService {
  list(): Promise<ServiceToken[]>
  /** The token itself is in the answer, and nowhere else. */
  add(given: NewServiceToken, accountId: string): Promise<ServiceTokenOnce>
  /** A second time changes nothing. Refuses with `not_found`. */
  revoke(id: string, actor: Actor): Promise<ServiceToken>
  /** What this token opens, or null when it opens nothing; asked anew for every request. */
  scopesOf(token: string): Promise<readonly TokenScope[] | null>
}

export function serviceTokenService(db: Database, clock: Clock, events: EventLog): ServiceTokenService {
  return {
    list: async () => (await allServiceTokens(db.read)).map(shown),
    async add({ name, scopes, days }, accountId) {
      const token = MARK + newToken()
      const at = clock.now()
      const id = newId()
      const row = { id, tokenHash: tokenHash(token), name, scopes: [...new Set(scopes)], madeBy: accountId }
      const times = { madeAt: at, expiresAt: at + days * DAY_MS }
      await db.write(async (tx) => {
        await addServiceToken(tx, { ...row, ...times })
        const data = { serviceToken: id, scopes: row.scopes }
        await events.append(tx, [{ at, type: 'service_token.added', actor: { kind: 'account', id: accountId }, data }])
      })
      return { serviceToken: shown({ ...row, ...times, lastUsedAt: null, revokedAt: null }), token }
    },
    async revoke(id, actor) {
      const at = clock.now()
      await db.write(async (tx) => {
        if (!(await revokeServiceToken(tx, id, at))) return
        await events.append(tx, [{ at, type: 'service_token.revoked', actor, data: { serviceToken: id } }])
      })
      const row = await findServiceToken(db.read, id)
      if (!row) throw new Refused('not_found')
      return shown(row)
    },
    async scopesOf(token) {
      const row = await serviceTokenByHash(db.read, tokenHash(token))
      const now = clock.now()
      if (!row || row.revokedAt !== null || now >= row.expiresAt) return null
      // Should it fail, the next request notes it; nobody is refused for it.
      if (now - (row.lastUsedAt ?? 0) >= USE_MS) await db.write((tx) => markTokenUsed(tx, row.id, now)).catch(() => {})
      return row.scopes
    },
  }
}

function shown({ tokenHash: _hash, ...row }: ServiceTokenRow): ServiceToken {
  const { madeAt, expiresAt, lastUsedAt, revokedAt } = row
  return {
    ...row,
    madeAt: toIso(madeAt),
    expiresAt: toIso(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : toIso(lastUsedAt),
    revokedAt: revokedAt === null ? null : toIso(revokedAt),
  }
}
