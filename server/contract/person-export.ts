import { type Static, Type } from 'typebox'
import { Instant } from './scalars.ts'

/**
 * Everything kept about one person, in the clear (个人信息保护法 article 45: access and copy). Sections bear the names of
 * the tables, so that it can be seen that none is missing.
 */
export const PersonExport = Type.Object(
  {
    madeAt: Instant,
    sections: Type.Array(
      Type.Object({ table: Type.String(), rows: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
    ),
  },
  { title: 'PersonExport', additionalProperties: false },
)
export type PersonExport = Static<typeof PersonExport>
