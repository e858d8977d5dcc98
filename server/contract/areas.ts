import { type Static, Type } from 'typebox'
import { Id, Instant } from './scalars.ts'

/** 市 区 街道 社区 网格, from the top. */
export const AREA_LEVELS = ['city', 'district', 'subdistrict', 'community', 'grid'] as const
export const AreaLevel = Type.Enum([...AREA_LEVELS])
export type AreaLevel = (typeof AREA_LEVELS)[number]

const code = Type.String({ minLength: 1, maxLength: 32, pattern: '^[0-9A-Za-z-]+$', description: 'Unique: 120101001' })
const name = Type.String({ minLength: 1, maxLength: 64 })
const nullableId = Type.Union([Id, Type.Null()])
const version = Type.Integer({ minimum: 1, description: 'As it was read; another means that somebody was faster' })

export const NewArea = Type.Object(
  { code, name, level: AreaLevel, parentId: nullableId },
  { title: 'NewArea', additionalProperties: false },
)
export type NewArea = Static<typeof NewArea>

export const Area = Type.Object(
  {
    id: Id,
    ...NewArea.properties,
    mergedIntoId: nullableId,
    closedAt: Type.Union([Instant, Type.Null()]),
    version,
  },
  { title: 'Area', additionalProperties: false },
)
export type Area = Static<typeof Area>

/** What would go along if an area moved or were merged. */
export const AreaContents = Type.Object(
  {
    areas: Type.Integer({ description: 'Open areas below it, at any depth' }),
    homes: Type.Integer({ description: 'Homes in it and in those' }),
  },
  { title: 'AreaContents', additionalProperties: false },
)
export type AreaContents = Static<typeof AreaContents>

export const RenameArea = Type.Object({ name, version }, { title: 'RenameArea', additionalProperties: false })
export const MoveArea = Type.Object({ parentId: Id, version }, { title: 'MoveArea', additionalProperties: false })
export const MergeArea = Type.Object({ intoId: Id, version }, { title: 'MergeArea', additionalProperties: false })

const timeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'Local time, 08:30' })

/** Hours of a week, local time. `to` before `from` is after midnight. */
export const WeekHours = Type.Object(
  {
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      description: '1 Monday',
    }),
    from: timeOfDay,
    to: timeOfDay,
  },
  { additionalProperties: false },
)
export type DeskHours = Static<typeof WeekHours>

export const NewDesk = Type.Object(
  {
    name,
    areaIds: Type.Array(Id, {
      maxItems: 500,
      description: 'Served with everything below them that has no desk itself',
    }),
    hours: Type.Array(WeekHours, { maxItems: 14, description: 'When it is manned; none: day and night' }),
    coveredById: Type.Union([Id, Type.Null()], { description: 'The desk that takes its calls outside its hours' }),
  },
  { title: 'NewDesk', additionalProperties: false },
)
export type NewDesk = Static<typeof NewDesk>

export const Desk = Type.Object(
  { id: Id, ...NewDesk.properties, version },
  { title: 'Desk', additionalProperties: false },
)
export type Desk = Static<typeof Desk>

export const ChangedDesk = Type.Object(
  { ...NewDesk.properties, version },
  { title: 'ChangedDesk', additionalProperties: false },
)
export type ChangedDesk = Static<typeof ChangedDesk>
