import type { Actor, EventType } from '#contract/events'
import type { ChangedDeviceModel, DeviceModel, NewDeviceModel } from '#contract/models'
import { type Clock, toIsoOrNull } from '../../clock.ts'
import type { Database, Reader } from '../../db/database.ts'
import type { EventLog } from '../../events/log.ts'
import { newId } from '../../id.ts'
import { Refused } from '../../problem.ts'
import { modelFault } from './model.ts'
import { addModels, allModels, holdModel, type ModelRow, modelsNamed, modelsOfDevices, replaceModel } from './store.ts'

/** Which devices there are to choose from. */
export interface ModelService {
  list(): Promise<DeviceModel[]>
  /** Refuses with `name_taken`. */
  add(model: NewDeviceModel, actor: Actor): Promise<DeviceModel>
  /** Refuses with `not_found` and `stale_version`, as the following do. */
  change(id: string, model: ChangedDeviceModel, actor: Actor): Promise<DeviceModel>
  /** Nothing is deleted: its devices go on, and keep their model. A second time changes nothing. */
  withdraw(id: string, version: number, actor: Actor): Promise<DeviceModel>
  offer(id: string, version: number, actor: Actor): Promise<DeviceModel>
}

/** What a house is delivered with, so that its first device can be registered at once. */
const OWN: NewDeviceModel = {
  name: 'AL-1',
  maker: '',
  class: 'mains',
  signals: ['sos', 'service', 'meal', 'cancel', 'test'],
  hasSim: false,
  batteryMonths: null,
}

export function modelService(db: Database, clock: Clock, events: EventLog): ModelService {
  /** Changes a model in one transaction with its event; answers with what stands there now. */
  function move(
    id: string,
    version: number,
    next: (held: ModelRow, at: number) => Partial<ModelRow>,
    news: { readonly type: EventType; readonly actor: Actor },
  ): Promise<DeviceModel> {
    return db.write(async (tx) => {
      const before = await holdModel(tx, id)
      if (!before) throw new Refused('not_found')
      if (before.version !== version) throw new Refused('stale_version')
      const at = clock.now()
      const changed = next(before, at)
      if (Object.keys(changed).length === 0) return toModel(before)
      const after: ModelRow = { ...before, ...changed, version: version + 1 }
      if (!(await replaceModel(tx, after, before))) throw new Refused('stale_version')
      await events.append(tx, [{ at, ...news, data: { model: id } }])
      return toModel(after)
    })
  }

  return {
    list: async () => (await allModels(db.read)).map(toModel),
    add: (model, actor) =>
      db.write(async (tx) => {
        const at = clock.now()
        const row = newRow(model, at)
        if ((await addModels(tx, [row])) === 0) throw new Refused('name_taken')
        await events.append(tx, [{ at, type: 'model.added', actor, data: { model: row.id } }])
        return toModel(row)
      }),
    change: (id, { version, ...model }, actor) => move(id, version, () => model, { type: 'model.changed', actor }),
    withdraw: (id, version, actor) =>
      move(id, version, (held, at) => (held.withdrawnAt === null ? { withdrawnAt: at } : {}), {
        type: 'model.withdrawn',
        actor,
      }),
    offer: (id, version, actor) =>
      move(id, version, (held) => (held.withdrawnAt === null ? {} : { withdrawnAt: null }), {
        type: 'model.offered',
        actor,
      }),
  }
}

/** Refuses with `model_unknown` and `model_withdrawn`: no device of this model can be registered. */
export async function assertModel(on: Reader, name: string): Promise<void> {
  const fault = modelFault((await modelsNamed(on, [name]))[0])
  if (fault !== null) throw new Refused(fault)
}

/**
 * Older versions let people type any model. Each that some device names becomes a row, to be filled in; on a store of
 * this version that finds nothing to do.
 */
export async function carryModels(db: Database, clock: Clock): Promise<void> {
  const known = new Set((await allModels(db.read)).map(({ name }) => name))
  const typed = (await modelsOfDevices(db.read)).map((one) => ({ ...one, maker: '', signals: [], batteryMonths: null }))
  const isNew = known.size === 0 && typed.length === 0
  const rows = (isNew ? [OWN] : typed).filter(({ name }) => !known.has(name)).map((model) => newRow(model, clock.now()))
  if (rows.length > 0) await db.write((tx) => addModels(tx, rows))
}

function newRow({ signals, ...model }: NewDeviceModel, addedAt: number): ModelRow {
  return { ...model, id: newId(), signals: [...signals], addedAt, withdrawnAt: null, version: 1 }
}

function toModel({ addedAt: _, withdrawnAt, ...model }: ModelRow): DeviceModel {
  return { ...model, withdrawnAt: toIsoOrNull(withdrawnAt) }
}
