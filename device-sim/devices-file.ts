import { readFile } from 'node:fs/promises'
import { DEVICE_CLASSES } from '#contract/registry'
import { DEVICE_ID_PATTERN } from '#contract/topics'
import { address } from './address.ts'
import type { FleetDevice } from './fleet.ts'

/** A devices file as read: the addresses are there when its maker put them in. */
export interface DevicesFile {
  readonly devices: readonly FleetDevice[]
  readonly mqttUrl: string | null
  readonly ingestUrl: string | null
}

/** Reads a devices file, or standard input for `-`. Rejects with an Error whose message is a sentence for people. */
export async function readDevices(path: string, input: AsyncIterable<Buffer | string>): Promise<DevicesFile> {
  return devicesIn(path === '-' ? await firstJson(input) : parsed(await textOf(path), path))
}

/** A list of devices, or an object that holds one under `devices`. Throws an Error with a sentence. */
export function devicesIn(value: unknown): DevicesFile {
  const file: Readonly<Record<string, unknown>> = Array.isArray(value)
    ? { devices: value }
    : isRecord(value)
      ? value
      : {}
  if (!Array.isArray(file.devices) || file.devices.length === 0) {
    throw new Error('The devices file holds no devices: a list [{"id","secret","home"}], or an object with "devices".')
  }
  // The line that `npm run demo -- --json` prints names the house `url`.
  const ingest = file.ingest ?? file.url
  return {
    devices: file.devices.map(deviceOf),
    mqttUrl: typeof file.mqtt === 'string' ? address('mqtt in the devices file', file.mqtt, ['mqtt:', 'mqtts:']) : null,
    ingestUrl: typeof ingest === 'string' ? address('ingest in the devices file', ingest, ['http:', 'https:']) : null,
  }
}

function deviceOf(value: unknown, index: number): FleetDevice {
  const { id, secret, home, class: ofClass } = isRecord(value) ? value : {}
  const where = `Device ${index + 1} of the devices file`
  if (typeof id !== 'string' || !new RegExp(DEVICE_ID_PATTERN).test(id)) throw new Error(`${where} has no usable "id".`)
  if (typeof secret !== 'string' || secret === '') throw new Error(`${where} (${id}) has no "secret".`)
  const known = DEVICE_CLASSES.find((one) => one === ofClass)
  if (ofClass !== undefined && known === undefined) {
    throw new Error(`${where} (${id}) is of class “${String(ofClass)}”; there are: ${DEVICE_CLASSES.join(', ')}.`)
  }
  return { id, secret, home: typeof home === 'string' && home !== '' ? home : id, class: known ?? 'mains' }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new Error(
      `The devices file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function parsed(text: string, from: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${from} is not JSON.`)
  }
}

/** Reads until what has come is whole JSON: whoever starts the simulator may leave the pipe open. */
async function firstJson(input: AsyncIterable<Buffer | string>): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    if (!/[\]}]\s*$/.test(text.slice(-8))) continue
    try {
      return JSON.parse(text)
    } catch {
      // A bracket in the middle; the rest is still on its way.
    }
  }
  return parsed(Buffer.concat(chunks).toString('utf8'), 'Standard input')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
