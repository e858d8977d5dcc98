import type { Account } from '#contract/accounts'
import type { FileFormat, SaidIn, TableKind } from '#contract/imports'
import { localDate } from '../../calendar/local-date.ts'
import { type Clock, toIso } from '../../clock.ts'
import type { Database } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import type { MadeFile } from '../../sheets/made-file.ts'
import { writeTable } from '../../sheets/sheets.ts'
import { FILE_WORDS, watermark } from '../../words/formats.ts'
import { allAreas, placesOfHomes } from '../areas/store.ts'
import { devicesAfter } from '../devices/life-store.ts'
import { devicesOfHomes, toDevice } from '../devices/store.ts'
import { type ExportHome, fullHomesAfter } from '../homes/private-store.ts'
import { findHomes } from '../homes/store.ts'
import type { Vault } from '../privacy/vault-service.ts'
import { byHome } from './by-home.ts'
import {
  AREA_HEADINGS,
  areaCells,
  DEVICE_HEADINGS,
  deviceCells,
  type ExportedHome,
  HOME_HEADINGS,
  homeRows,
} from './export-rows.ts'
import { explanationRows, templateRows } from './template.ts'

export interface ExportService {
  template(kind: TableKind, format: FileFormat, language: SaidIn): Promise<MadeFile>
  /** Everything of this kind; who asked stands in the file and in the log. */
  registry(kind: TableKind, format: FileFormat, by: Account): Promise<MadeFile>
}

/** Rows read and handed on in one go. */
const PAGE = 500

type Rows = readonly (readonly string[])[]

export function exportService(db: Database, clock: Clock, events: EventLog, vault: Vault): ExportService {
  async function* homePages(): AsyncGenerator<Rows> {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: ExportHome[] = await fullHomesAfter(db.read, vault, after, PAGE)
      yield (await withPlaces(page)).flatMap(homeRows)
      after = page.length === PAGE ? page.at(-1)?.id : undefined
    }
  }

  async function withPlaces(page: readonly ExportHome[]): Promise<ExportedHome[]> {
    const ids = page.map(({ id }) => id)
    const places = await placesOfHomes(db.read, ids)
    const devices = byHome(await devicesOfHomes(db.read, ids))
    return page.map(({ id, address, doorNote, residents, contacts }) => ({
      ...{ address, doorNote, residents, contacts },
      community: places.get(id)?.community ?? '',
      deviceIds: (devices.get(id) ?? []).map((device) => device.id).sort(),
    }))
  }

  async function* devicePages(): AsyncGenerator<Rows> {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page = await devicesAfter(db.read, after, PAGE, null)
      const ids = page.flatMap(({ homeId }) => homeId ?? [])
      const places = await placesOfHomes(db.read, ids)
      const homes = new Map(
        (await findHomes(db.read, ids)).map(({ id, address }) => [
          id,
          { address, community: places.get(id)?.community ?? '' },
        ]),
      )
      yield page.map((row) => deviceCells(toDevice(row), homes.get(row.homeId ?? '') ?? null))
      after = page.length === PAGE ? page.at(-1)?.id : undefined
    }
  }

  /** Areas that were merged into others are history, and no file brings them back. */
  async function* areaPages(): AsyncGenerator<Rows> {
    const all = await allAreas(db.read)
    const codes = new Map(all.map(({ id, code }) => [id, code]))
    const open = all.filter(({ closedAt }) => closedAt === null)
    yield open.map((area) => areaCells(area, codes.get(area.parentId ?? '') ?? ''))
  }

  const tables: Readonly<Record<TableKind, readonly [headings: readonly string[], pages: () => AsyncGenerator<Rows>]>> =
    {
      homes: [HOME_HEADINGS, homePages],
      devices: [DEVICE_HEADINGS, devicePages],
      areas: [AREA_HEADINGS, areaPages],
    }

  return {
    async template(kind, format, language) {
      const [rows, explanations] = [templateRows(kind), explanationRows(kind, language)]
      const sheets = [
        { name: FILE_WORDS.rows[language], widths: widthsOf(rows), headingAt: 0 },
        { name: FILE_WORDS.explanations[language], widths: [16, 8, 70, 24, 60], headingAt: 0 },
      ]
      async function* parts() {
        yield { sheet: 0, rows }
        yield { sheet: 1, rows: explanations }
      }
      return { name: `anling-${kind}-template.${format}`, bytes: await writeTable(format, sheets, parts()) }
    },
    async registry(kind, format, by) {
      const at = clock.now()
      const [headings, pages] = tables[kind]
      let count = 0
      async function* parts() {
        yield { sheet: 0, rows: [[watermark(`${by.name}（${by.user}）`, toIso(at))], headings] }
        for await (const rows of pages()) {
          count += rows.length
          yield { sheet: 0, rows }
        }
      }
      const sheets = [{ name: FILE_WORDS.rows.zh, widths: headings.map(() => 18), headingAt: 1 }]
      const bytes = await writeTable(format, sheets, parts())
      const actor = { kind: 'account', id: by.id } as const
      // Written down before the file leaves the house.
      await db.write((tx) =>
        events.append(tx, [{ at, type: 'registry.exported', actor, data: { kind, format, rows: count } }]),
      )
      return { name: `anling-${kind}-${localDate(at)}.${format}`, bytes }
    },
  }
}

/** Twice the characters of the longest cell: Chinese ones are as wide as two. */
function widthsOf(rows: Rows): number[] {
  return (rows[0] ?? []).map((_, place) => 4 + 2 * Math.max(...rows.map((row) => row[place]?.length ?? 0)))
}
