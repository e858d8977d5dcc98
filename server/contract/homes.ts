import { type Static, Type } from 'typebox'
import { Id } from './scalars.ts'

const part = Type.Optional(Type.String({ minLength: 1, maxLength: 64 }))
const line = Type.String({ maxLength: 500 })
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * An address in its parts, from the province down to the door; 小区 is `estate`. A village without numbers at its doors
 * has `village`, `group` and `place` ("村口第二家").
 */
export const AddressParts = Type.Object(
  {
    ...{ province: part, city: part, district: part, street: part, community: part, estate: part },
    ...{ building: part, unit: part, floor: part, door: part },
    ...{ village: part, group: part },
    place: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { title: 'AddressParts', additionalProperties: false },
)
export type AddressParts = Static<typeof AddressParts>

/** WGS-84 in degrees, as satellites give it; Chinese maps shift it (GCJ-02), the house does not. */
export const Point = Type.Object(
  { lat: Type.Number({ minimum: -90, maximum: 90 }), lng: Type.Number({ minimum: -180, maximum: 180 }) },
  { title: 'Point', additionalProperties: false },
)
export type Point = Static<typeof Point>

/** A box around all of China with its islands (Zengmu Shoal 3.9° N, Mohe 53.6° N, Pamir 73.5° E, Wusuli 135.1° E). */
const CHINA = { lat: [3.8, 53.6], lng: [73.4, 135.2] } as const

/** Whether a point may be a home's; people change latitude and longitude over, and that is always outside. */
export function isInChina({ lat, lng }: Point): boolean {
  return within(lat, CHINA.lat) && within(lng, CHINA.lng)
}

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most

/** Whoever keeps a key; the phone is masked as a contact’s is. */
const keyHolder = (phone: ReturnType<typeof Type.String>) =>
  nullable(Type.Object({ name: Type.String({ minLength: 1, maxLength: 64 }), phone }, { additionalProperties: false }))

export const HomeFile = Type.Object({
  parts: AddressParts,
  lift: Type.Enum(['yes', 'no', 'unknown']),
  entry: Type.String({ description: 'How one gets in: which gate, which bell' }),
  keyHolder: keyHolder(Type.String()),
  point: nullable(Point),
})
export type HomeFile = Static<typeof HomeFile>

/** What may be changed of a home; a field that is left out stays as it is. Parts without an address write it anew. */
export const HomeChange = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: 'Of the home as it was read' }),
    fields: Type.Partial(
      Type.Object({
        address: Type.String({ minLength: 1, maxLength: 200 }),
        areaId: nullable(Id),
        doorNote: line,
        ...HomeFile.properties,
        entry: line,
        keyHolder: keyHolder(Type.String({ minLength: 3, maxLength: 24, pattern: '^[0-9+ -]+$' })),
        doorCode: nullable(Type.String({ minLength: 1, maxLength: 32 })),
      }),
      { additionalProperties: false },
    ),
  },
  { title: 'HomeChange', additionalProperties: false },
)
export type HomeFields = Static<typeof HomeChange>['fields']
