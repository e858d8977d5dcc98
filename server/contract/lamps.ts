import { type Static, Type } from 'typebox'

/** What a home unit shows the caller; `idle` once the call is over. */
export const LAMP_STATES = ['idle', 'stored', 'ringing', 'claimed', 'coming', 'done'] as const
export type LampState = (typeof LAMP_STATES)[number]

/** Body of `down/state`: the lamp, screen or voice that reassures the caller. */
export const LampMessage = Type.Object(
  {
    v: Type.Literal(1),
    call: Type.Union([Type.String(), Type.Null()], { description: 'Number of the call as people say it' }),
    state: Type.Enum([...LAMP_STATES]),
    say: Type.String({ description: 'A sentence to speak or show; may be empty' }),
  },
  { title: 'LampMessage', description: 'State of the call, for the lamp, screen or voice of the unit' },
)
export type LampMessage = Static<typeof LampMessage>
