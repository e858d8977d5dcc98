import { type Static, Type } from 'typebox'

/** What an outside broker asks at every connection; names and answer are those of EMQX 5.8 (its HTTP authenticator). */
export const BrokerSignIn = Type.Object(
  {
    username: Type.String({ maxLength: 256 }),
    password: Type.String({ maxLength: 1024 }),
    clientid: Type.String({ maxLength: 256 }),
  },
  { title: 'BrokerSignIn', description: 'How a device has introduced itself to the broker' },
)
export type BrokerSignIn = Static<typeof BrokerSignIn>

export const BrokerRule = Type.Object({
  permission: Type.Enum(['allow', 'deny']),
  action: Type.Enum(['publish', 'subscribe', 'all']),
  topic: Type.String(),
})

/** The first rule that fits a topic decides. */
export const BrokerVerdict = Type.Object(
  {
    result: Type.Enum(['allow', 'deny']),
    is_superuser: Type.Literal(false),
    acl: Type.Array(BrokerRule),
  },
  { title: 'BrokerVerdict', description: 'Whether it is let in, and where it may publish and subscribe' },
)
export type BrokerVerdict = Static<typeof BrokerVerdict>
