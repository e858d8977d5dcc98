import { type Static, Type } from 'typebox'
import { ErasureSign } from './erasure.ts'
import { NewResident } from './registry.ts'
import { Id, Instant, LocalDate } from './scalars.ts'

const line = Type.String({ maxLength: 200 })
const prose = Type.String({ maxLength: 2000 })
const phone = Type.String({ minLength: 3, maxLength: 24, pattern: '^[0-9+ -]+$' })
const optional = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * What a city counts people by: 独居 空巢 留守 孤寡 失能 残疾 低保 低保边缘 低收入 特困 计生特殊 优抚. The age groups (75, 80)
 * are worked out from the birthday and never kept.
 */
export const CATEGORIES = [
  'lives_alone',
  'empty_nest',
  'left_behind',
  'childless_widowed',
  'disabled_by_age',
  'disabled',
  'subsistence_allowance',
  'subsistence_margin',
  'low_income',
  'extreme_poverty',
  'lost_only_child',
  'veteran_family',
] as const

/** 视力 听力 言语 肢体 智力 精神 多重 (GB/T 26341). */
export const DISABILITIES = ['sight', 'hearing', 'speech', 'limbs', 'intellect', 'mind', 'multiple'] as const

export const Category = Type.Object(
  {
    kind: Type.Enum([...CATEGORIES]),
    disability: Type.Optional(Type.Enum([...DISABILITIES])),
    level: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, description: '1 is the gravest' })),
    fromOn: LocalDate,
    untilOn: optional(LocalDate),
  },
  { title: 'Category', additionalProperties: false },
)

const ability = Type.Enum(['good', 'weak', 'none', 'unknown'], { description: 'unknown: nobody has looked' })

/** What is kept of a resident beside what the card of the home shows. In the store all of it is encrypted but `risk` and `categories`. */
export const ResidentFile = Type.Object(
  {
    idNumber: optional(Type.String({ minLength: 1, maxLength: 32, description: '18 signs, GB 11643' })),
    disabilityCard: optional(Type.String({ minLength: 1, maxLength: 32, description: '20 signs' })),
    phones: Type.Array(phone, { maxItems: 5 }),
    categories: Type.Array(Category, { maxItems: 20 }),
    risk: optional(Type.Enum(['low', 'medium', 'high'])),
    capability: optional(
      Type.Object(
        { level: Type.Integer({ minimum: 0, maximum: 4, description: 'GB/T 42195' }), assessedOn: LocalDate },
        { additionalProperties: false },
      ),
    ),
    illness: prose,
    medication: prose,
    allergies: prose,
    clinic: line,
    doctor: line,
    dialect: line,
    hearing: ability,
    speech: ability,
    sight: ability,
    mobility: ability,
    guardian: optional(
      Type.Object(
        { name: Type.String({ minLength: 1, maxLength: 64 }), relation: line, phone },
        { additionalProperties: false },
      ),
    ),
  },
  { title: 'ResidentFile', additionalProperties: false },
)
export type ResidentFile = Static<typeof ResidentFile>

/** What may be changed of a resident; a field that is left out stays as it is. */
export const ResidentChange = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: 'Of the resident as it was read' }),
    fields: Type.Partial(
      Type.Object({ ...NewResident.properties, ...ResidentFile.properties }, { additionalProperties: false }),
      { additionalProperties: false },
    ),
  },
  { title: 'ResidentChange', additionalProperties: false },
)
export type ResidentFields = Static<typeof ResidentChange>['fields']

/** Why somebody left; `mistake`: they were entered by mistake and have never been served. */
export const LEAVINGS = ['died', 'moved', 'institution', 'mistake'] as const
export type Leaving = (typeof LEAVINGS)[number]

/** Phones and numbers come masked, `138****0001`; in full they are shown one by one, and that is written down. */
export const FullResident = Type.Object(
  {
    id: Id,
    homeId: Id,
    version: Type.Integer(),
    ...NewResident.properties,
    ...ResidentFile.properties,
    phones: Type.Array(Type.String()),
    guardian: optional(Type.Object({ name: Type.String(), relation: Type.String(), phone: Type.String() })),
    age: optional(Type.Integer()),
    ageGroups: Type.Array(Type.Enum(['75+', '80+'])),
    left: optional(Type.Object({ at: Instant, why: Type.Enum([...LEAVINGS]) })),
    hasPhoto: Type.Boolean({ description: 'It is fetched by itself, and that is an event' }),
    erased: optional(ErasureSign),
  },
  { title: 'FullResident', additionalProperties: false },
)
export type FullResident = Static<typeof FullResident>

/** What is masked, and can be shown. */
export const MASKED_FIELDS = ['idNumber', 'disabilityCard', 'phones', 'guardian'] as const
export type MaskedField = (typeof MASKED_FIELDS)[number]

/** One change: who, when, and which fields; what stood there before stays inside. */
export const ResidentHistory = Type.Object({
  items: Type.Array(
    Type.Object({
      at: Instant,
      by: Type.Object({ id: Id, name: Type.String() }),
      fields: Type.Array(Type.String()),
    }),
  ),
  next: Type.Null(),
})

export const ResidentHit = Type.Object(
  {
    id: Id,
    homeId: Id,
    name: Type.String(),
    address: Type.String(),
    community: Type.String(),
    found: Type.Enum(['name', 'number', 'contact', 'device', 'address'], {
      description: 'What the words were found in',
    }),
  },
  { title: 'ResidentHit', additionalProperties: false },
)
export type ResidentHit = Static<typeof ResidentHit>
