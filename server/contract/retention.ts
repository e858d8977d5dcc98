import { type Static, Type } from 'typebox'
import { Instant } from './scalars.ts'

/** What goes by itself when its time is over; in the order in which a night goes through them. */
export const RETENTION_CLASSES = [
  'signal_bodies',
  'import_rows',
  'session_traces',
  'sign_in_guesses',
  'photos_replaced',
  'photos_of_left',
  'resident_history',
  'home_history',
  'call_notes',
] as const
export type RetentionClass = (typeof RETENTION_CLASSES)[number]

/** Who asks for it: 个人信息保护法 articles 19 (no longer than needed) and 47 (delete), GB/T 35273 (a time for each class). */
export const RETENTION_REASONS = ['pipl_19', 'pipl_47', 'gbt_35273'] as const

const Name = Type.Enum([...RETENTION_CLASSES])

export const Retention = Type.Object(
  {
    classes: Type.Array(
      Type.Object({
        name: Name,
        days: Type.Integer({ description: 'So long it is kept' }),
        because: Type.Enum([...RETENTION_REASONS]),
        goesBefore: Type.String({ format: 'date-time', description: 'What is older goes in the next night' }),
      }),
    ),
    nextAt: Instant,
    lastRun: Type.Union([
      Type.Object({
        startedAt: Instant,
        endedAt: Type.Union([Instant, Type.Null()]),
        counts: Type.Array(
          Type.Object({
            name: Name,
            gone: Type.Integer(),
            kept: Type.Integer({ description: 'Old enough, but a hold or an open call of the home keeps it' }),
          }),
        ),
      }),
      Type.Null(),
    ]),
  },
  { title: 'Retention', additionalProperties: false },
)
export type Retention = Static<typeof Retention>
