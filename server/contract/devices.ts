import { type Static, Type } from 'typebox'
import { Id, Instant, LocalDate } from './scalars.ts'
import { DEVICE_ID_PATTERN } from './topics.ts'

/** Where a device is in its life: 库存, 已安装, 已换下, 已停用, 已收回. */
export const DEVICE_STAGES = ['stock', 'installed', 'swapped', 'retired', 'retrieved'] as const
export type DeviceStage = (typeof DEVICE_STAGES)[number]
export const DeviceStage = Type.Enum([...DEVICE_STAGES])

/** What keeps a device on the line, for whoever pays for it and changes it. */
export const Upkeep = Type.Object(
  {
    carrier: Type.Union([Type.String({ minLength: 1, maxLength: 32 }), Type.Null()]),
    iccid: Type.Union([Type.String({ pattern: '^[0-9]{18,20}$' }), Type.Null()], { description: 'Number of the SIM' }),
    simPaidUntilOn: Type.Union([LocalDate, Type.Null()]),
    batteryChangedOn: Type.Union([LocalDate, Type.Null()]),
  },
  { title: 'Upkeep', additionalProperties: false },
)
export type Upkeep = Static<typeof Upkeep>

export const deviceId = Type.String({ pattern: DEVICE_ID_PATTERN })

/** What an installer types to tie a device to a home: shown once, to whoever asked for it. */
export const PairingCode = Type.Object(
  { code: Type.String({ description: 'Ten letters and digits in two groups' }), expiresAt: Instant, homeId: Id },
  { title: 'PairingCode', additionalProperties: false },
)
export type PairingCode = Static<typeof PairingCode>

/** As people type it: small letters, O for 0, blanks and hyphens do no harm. */
export const typedCode = Type.String({ minLength: 10, maxLength: 32 })

/** What the holder of a pairing code sees: where the device belongs, and how far the work is. Nothing about people. */
export const Pairing = Type.Object(
  {
    address: Type.String(),
    expiresAt: Instant,
    triesLeft: Type.Integer(),
    deviceId: Type.Union([Type.String(), Type.Null()]),
    pairedAt: Type.Union([Instant, Type.Null()]),
    testedAt: Type.Union([Instant, Type.Null()], { description: 'When the first test press arrived' }),
    testUntil: Type.Union([Instant, Type.Null()], { description: 'Test presses count as tests until then' }),
  },
  { title: 'Pairing', additionalProperties: false },
)
export type Pairing = Static<typeof Pairing>
