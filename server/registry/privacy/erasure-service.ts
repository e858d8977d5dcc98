import type { ErasureReason, ErasureReport } from '#contract/erasure'
import { type Actor, HOUSE } from '#contract/events'
import { type Clock, toIso } from '../../clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import type { ListFile } from '../../installation/list-file.ts'
import { Refused } from '../../problem.ts'
import { findFile } from '../residents/store.ts'
import { OF_HOME, OF_RESIDENT } from './blanking-store.ts'
import { type Counts, type Erased, keptOf, lineOf, readList, summed } from './erasure.ts'
import * as store from './erasure-store.ts'
import type { Vault } from './vault-service.ts'

export interface ErasureServiceOptions {
  readonly db: Database
  readonly clock: Clock
  readonly events: EventLog
  readonly vault: Vault
  /** The list of erasures outside the database. */
  readonly list: ListFile
  readonly onFault: (fault: unknown) => void
}

/** Who is erased by whom, in which version. */
interface Turn {
  readonly id: string
  readonly version: number
  readonly by: string
}

export interface ErasureService {
  /**
   * Blanks what is kept of a resident and destroys their key; with the last of a home also of the home (design §8).
   * Answers when it can no longer be read from the files either. Refuses with `not_found`, `resident_erased`,
   * `stale_version`, `resident_not_left`, `call_not_closed`, `home_has_devices`.
   */
  erase(turn: Turn, reason: ErasureReason): Promise<ErasureReport>
  /**
   * Brings the list and the database together before anything is served: whom the database brought back is erased
   * again, and what a power cut kept from the list is added to it. Answers with how many were erased again.
   */
  replay(): Promise<number>
}

export function erasureService(options: ErasureServiceOptions): ErasureService {
  const { db, clock, events, vault, list, onFault } = options

  async function blank(tx: Tx, { residentId, homeId, ...erased }: Erased, home: string): Promise<Counts> {
    const about = { resident: residentId, home, at: erased.erasedAt, leaving: erased.leaving }
    const counts: [string, number][] = []
    const blankings = homeId === null ? OF_RESIDENT : [...OF_RESIDENT, ...OF_HOME]
    for (const { table, blank } of blankings) counts.push([table, await blank(tx, about)])
    if (homeId !== null) await vault.exchange(tx, homeId)
    return summed(counts)
  }

  async function record(tx: Tx, erased: Erased, home: string, actor: Actor): Promise<void> {
    const { residentId, homeId, reason } = erased
    await store.writeErasure(tx, { ...erased, erasedBy: actor.id, scrubbedAt: null })
    const data = { resident: residentId, reason, home: homeId !== null, again: actor.kind === 'house' }
    await events.append(tx, [{ at: clock.now(), type: 'resident.erased', actor, homeId: home, data }])
  }

  /** The home that goes too: nobody else of it is kept. */
  async function homeGoing(tx: Tx, id: string, home: string, others: readonly string[]): Promise<string | null> {
    const erased = new Set(await store.erasedOfHome(tx, home))
    const goes = others.every((other) => other === id || erased.has(other))
    const open = await store.openCallsOfHome(tx, home)
    if (open.some((concerns) => goes || concerns === id)) throw new Refused('call_not_closed')
    if (goes && (await store.hasDevices(tx, home))) throw new Refused('home_has_devices')
    return goes ? home : null
  }

  async function decide(tx: Tx, { id, version }: Turn, reason: ErasureReason) {
    const household = await store.holdHousehold(tx, id)
    const person = household.find((one) => one.id === id)
    if (!person) throw new Refused('not_found')
    const home = person.homeId
    if ((await store.erasedOfHome(tx, home)).includes(id)) throw new Refused('resident_erased')
    const stands = (await findFile(tx, id))?.version ?? 0
    if (stands !== version) throw new Refused('stale_version', { version: stands })
    if (person.leftAt === null || person.leaving === null) throw new Refused('resident_not_left')
    const others = household.map((one) => one.id)
    const homeId = await homeGoing(tx, id, home, others)
    return { home, erased: { residentId: id, homeId, reason, leaving: person.leaving, erasedAt: clock.now() } }
  }

  /** What was blanked cannot be read from the files any more. Where this fails the next start does it. */
  async function scrub(): Promise<void> {
    await db.scrub()
    await db.write((tx) => store.markScrubbed(tx, clock.now()))
  }

  /** Whom the list names and this copy of the database does not: erased again, each in a transaction of their own. */
  async function eraseAgain(missing: readonly Erased[]): Promise<number> {
    let again = 0
    for (const erased of missing) {
      await db.write(async (tx) => {
        const person = (await store.holdHousehold(tx, erased.residentId)).find(({ id }) => id === erased.residentId)
        // A copy from before they came knows nothing of them.
        if (!person) return
        await blank(tx, erased, person.homeId)
        await record(tx, erased, person.homeId, HOUSE)
        again += 1
      })
    }
    return again
  }

  return {
    async erase(turn, reason) {
      const { report, erased } = await db.write(async (tx) => {
        const { home, erased } = await decide(tx, turn, reason)
        const blanked = await blank(tx, erased, home)
        await record(tx, erased, home, { kind: 'account', id: turn.by })
        return { report: toReport(erased, blanked), erased }
      })
      try {
        list.append(lineOf(erased))
        await scrub()
      } catch (fault) {
        onFault(fault)
      }
      return report
    },
    async replay() {
      const { erased: listed, unreadable } = readList(list.read())
      if (unreadable > 0) onFault(new Error(`${unreadable} lines of the list of erasures cannot be read`))
      const known = await store.allErasures(db.read)
      const [inStore, inList] = [known, listed].map((all) => new Set(all.map(({ residentId }) => residentId)))
      for (const one of known) if (!inList?.has(one.residentId)) list.append(lineOf(one))
      const again = await eraseAgain(listed.filter(({ residentId }) => !inStore?.has(residentId)))
      if (again > 0 || known.some(({ scrubbedAt }) => scrubbedAt === null)) await scrub()
      return again
    },
  }
}

function toReport(erased: Erased, counts: Counts): ErasureReport {
  const { residentId, homeId, erasedAt } = erased
  const blanked = Object.entries(counts).map(([table, rows]) => ({ table, rows }))
  return { residentId, homeId, erasedAt: toIso(erasedAt), blanked, kept: keptOf(homeId !== null) }
}
