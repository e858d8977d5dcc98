import { Type } from 'typebox'

/** An id made by the house: UUIDv7 text, so ids sort by the time they were made. */
export const Id = Type.String({ minLength: 1, maxLength: 64 })

/** A UTC instant, ISO 8601 with milliseconds: `2026-11-22T01:02:03.004Z`. Fields that hold one end in `At`. */
export const Instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' })

/** A local calendar date, `2026-11-22`. Fields that hold one end in `On`. */
export const LocalDate = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' })

/** The number of an event in the log: 1, 2, 3 …; 0 stands for "before the first". */
export const Seq = Type.Integer({ minimum: 0 })
