import type { Actor } from '#contract/events'
import { type HomeFields, isInChina } from '#contract/homes'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { Refused } from '../../problem.ts'
import { accountNames } from '../accounts/store.ts'
import type { Scope } from '../areas/scope.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { changesOfHome, findHome, holdHome } from './file-store.ts'
import { changeOfHome } from './home.ts'
import { type Edit, type LoadedHome, openHome, writeKnown } from './known-store.ts'
import { assertArea } from './service.ts'

export interface HomeChangeOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly vault: Vault
}

/** Which home was read by whom, of which version. */
export interface HomeTurn {
  readonly id: string
  readonly version: number
  readonly by: string
}

/** What changes of a home in one transaction; its history and its event are written beside it. */
type Edited = Pick<Edit, 'fields' | 'before'> & { readonly after?: LoadedHome['known']; readonly data?: object }

/** Changes of a home and of who is rung for it. Every verb refuses with `not_found`. */
export interface HomeChangeService {
  /** Refuses with `stale_version`, `point_outside`, `area_closed`; a change that changes nothing is none. */
  change(turn: HomeTurn, fields: HomeFields, scope: Scope): Promise<void>
  history(id: string): Promise<{ at: string; by: { id: string; name: string }; fields: string[] }[]>
  /** `work` on the home as the asker read it, as one change of it; null: nothing changed. Refuses with `stale_version`. */
  edit(turn: HomeTurn, work: (tx: Tx, home: LoadedHome) => Promise<Edited | null>): Promise<void>
}

export function homeChangeService({ db, clock, events, vault }: HomeChangeOptions): HomeChangeService {
  /** The home as the asker read it, held for this transaction. */
  async function heldAs(tx: Tx, { id, version }: HomeTurn): Promise<LoadedHome> {
    const row = await holdHome(tx, id)
    if (!row) throw new Refused('not_found')
    const loaded = await openHome(tx, vault, row)
    if (loaded.version !== version) throw new Refused('stale_version', { version: loaded.version })
    return loaded
  }

  async function edit(turn: HomeTurn, work: Parameters<HomeChangeService['edit']>[1]): Promise<void> {
    const { id, by } = turn
    await db.write(async (tx) => {
      const at = clock.now()
      const loaded = await heldAs(tx, turn)
      const edited = await work(tx, loaded)
      if (!edited) return
      const { after = loaded.known, fields, before, data = {} } = edited
      await writeKnown(tx, vault, loaded, after, { at, by, fields, before })
      const actor: Actor = { kind: 'account', id: by }
      await events.append(tx, [{ at, type: 'home.changed', actor, homeId: id, data: { fields: [...fields], ...data } }])
    })
  }

  return {
    edit,
    change: (turn, wanted, scope) =>
      edit(turn, async (tx, { known }) => {
        const { after, fields, before } = changeOfHome(known, wanted)
        if (after.point && fields.includes('point') && !isInChina(after.point)) throw new Refused('point_outside')
        if (fields.includes('areaId')) await assertArea(tx, after.areaId, scope)
        return fields.length === 0 ? null : { after, fields, before }
      }),
    async history(id) {
      if (!(await findHome(db.read, id))) throw new Refused('not_found')
      const changes = await changesOfHome(db.read, id)
      const names = await accountNames(db.read, [...new Set(changes.map(({ changedBy }) => changedBy))])
      return changes.map(({ changedAt, changedBy, fields }) => ({
        at: toIso(changedAt),
        by: { id: changedBy, name: names.get(changedBy) ?? '' },
        fields,
      }))
    },
  }
}
