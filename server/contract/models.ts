import { type Static, Type } from 'typebox'
import { DEVICE_CLASSES } from './registry.ts'
import { Id, Instant } from './scalars.ts'
import { COUNTED_KINDS } from './signals.ts'

const known = {
  maker: Type.String({ maxLength: 64, description: 'As on the label; empty: not known' }),
  class: Type.Enum([...DEVICE_CLASSES], { description: 'How it is powered, and with it how long it may be silent' }),
  signals: Type.Array(Type.Enum([...COUNTED_KINDS]), {
    maxItems: COUNTED_KINDS.length,
    description: 'Its keys and detectors; signs of its own health are every model’s; none: not known',
  }),
  hasSim: Type.Boolean({ description: 'Speaks by a SIM of its own, which somebody pays for' }),
  // Null first: the other way round the server's coercion would make 0 of it.
  batteryMonths: Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 240 })], {
    description: 'How long its battery is expected to last; null: none to be changed',
  }),
}

export const NewDeviceModel = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, description: 'As on the labels of its devices; it stays' }),
    ...known,
  },
  { title: 'NewDeviceModel', additionalProperties: false },
)
export type NewDeviceModel = Static<typeof NewDeviceModel>

const version = Type.Integer({ minimum: 1, description: 'As it was read; another means that somebody was faster' })

export const DeviceModel = Type.Object(
  {
    id: Id,
    ...NewDeviceModel.properties,
    withdrawnAt: Type.Union([Instant, Type.Null()], { description: 'From then on no more of them are registered' }),
    version,
  },
  { title: 'DeviceModel', additionalProperties: false },
)
export type DeviceModel = Static<typeof DeviceModel>

export const ChangedDeviceModel = Type.Object(
  { ...known, version },
  { title: 'ChangedDeviceModel', additionalProperties: false },
)
export type ChangedDeviceModel = Static<typeof ChangedDeviceModel>

export const ModelVersion = Type.Object({ version }, { title: 'ModelVersion', additionalProperties: false })
