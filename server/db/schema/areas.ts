import type { AreaLevel, DeskHours } from '#contract/areas'
import { index, instant, int, json, table, text, word } from '../dialect.ts'

/** One tree of five levels. Other rows carry the leaf; only these know what lies below what (design §4). */
export const areas = table(
  'areas',
  {
    id: text().primaryKey(),
    code: text().notNull().unique(),
    name: text().notNull(),
    level: word<AreaLevel>().notNull(),
    parentId: text(),
    /** `/city/district/…/own/`, each an id: whatever begins with it lies below. */
    path: text().notNull(),
    /** An area that was merged stays, below the one that took it over: what carries it need not be rewritten. */
    mergedIntoId: text(),
    addedAt: instant().notNull(),
    closedAt: instant(),
    version: int().notNull(),
  },
  (row) => [index('areas_by_path').on(row.path), index('areas_by_parent').on(row.parentId)],
)

/** Under whom an area stood from when on, for figures of a time when streets still belonged elsewhere. */
export const areaPlaces = table(
  'area_places',
  {
    id: text().primaryKey(),
    areaId: text()
      .notNull()
      .references(() => areas.id),
    parentId: text(),
    fromAt: instant().notNull(),
  },
  (row) => [index('area_places_by_area').on(row.areaId)],
)

/** Where calls of some areas ring. */
export const desks = table('desks', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  hours: json<DeskHours[]>().notNull(),
  coveredById: text(),
  addedAt: instant().notNull(),
  version: int().notNull(),
})

/** An area has one desk at most; those below it without one of their own share it. */
export const deskAreas = table(
  'desk_areas',
  {
    areaId: text()
      .primaryKey()
      .references(() => areas.id),
    deskId: text()
      .notNull()
      .references(() => desks.id),
  },
  (row) => [index('desk_areas_by_desk').on(row.deskId)],
)
