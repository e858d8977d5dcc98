import { Compile } from 'typebox/compile'
import { HeartbeatMessage, OnlineMessage, SIGNAL_KINDS, type SignalKind, SignalMessage } from '#contract/signals'

/** What was wrong with a message. The first four leave nothing but the bytes; the others cost one field each. */
export const FLAWS = [
  'not_json',
  'not_an_object',
  'kind_missing',
  'kind_unknown',
  'encoding_damaged',
  'padded',
  'version_unknown',
  'id_missing',
  'id_unusable',
  'at_missing',
  'at_unreadable',
  'boot_missing',
  'boot_unusable',
  'n_missing',
  'n_unusable',
  'button_unusable',
  'battery_unusable',
  'mains_unusable',
  'rssi_unusable',
  'test_unusable',
] as const
export type Flaw = (typeof FLAWS)[number]

interface Sensed {
  readonly boot: string | null
  readonly n: number | null
  readonly battery: number | null
  readonly mains: boolean | null
  readonly rssi: number | null
}

export interface DecodedSignal extends Sensed {
  readonly id: string | null
  readonly kind: SignalKind
  readonly at: string | null
  readonly button: string | null
  readonly test: boolean
  readonly flaws: readonly Flaw[]
}

export type Decoded =
  | { readonly type: 'signal'; readonly signal: DecodedSignal }
  | ({ readonly type: 'heartbeat' } & Sensed)
  | { readonly type: 'online'; readonly online: boolean }
  | { readonly type: 'unreadable'; readonly flaw: Flaw }

/** The largest `n` taken: what fits a 32-bit column of either engine. More presses than that in one power-up is noise. */
const LARGEST_N = 2_147_483_647

// Limits come from the contract, field by field, so that one wrong field costs that field and not the press.
const fields = SignalMessage.properties
const idFits = Compile(fields.id)
const atFits = Compile(fields.at)
const bootFits = Compile(fields.boot)
const buttonFits = Compile(fields.button)
const nFits = Compile(fields.n)
const batteryFits = Compile(fields.battery)
const rssiFits = Compile(fields.rssi)
const isOnline = Compile(OnlineMessage.properties.online)
const isHeartbeatKind = Compile(HeartbeatMessage.properties.kind)

const SPACE = 0x20
const KINDS: ReadonlySet<unknown> = new Set(SIGNAL_KINDS)
const strict = new TextDecoder('utf-8', { fatal: true })
const forgiving = new TextDecoder('utf-8')

/** Control characters and lone surrogates: no log, column or topic carries them through unharmed. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u
const LONE_SURROGATE = /\p{Cs}/gu
/** An instant needs its offset; without one it names 24 different moments. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)$/

/**
 * Reads one message of a device. Never throws, whatever the bytes.
 * Lenient by intention (design §5): a body whose `kind` is known is a signal whatever else is wrong with it, and the
 * kind decides, never the lane. `lane` only tells a heartbeat or a presence hint that says nothing of its own.
 */
export function decode(lane: string, body: Uint8Array): Decoded {
  // An empty body is how MQTT clears a retained message (MQTT 3.1.1 §3.3.1.3).
  if (body.length === 0 && lane === 'online') return { type: 'online', online: false }
  const flaws: Flaw[] = []
  const value = parse(text(body, flaws), flaws)
  if (value === undefined) return { type: 'unreadable', flaw: 'not_json' }
  if (!isObject(value)) return { type: 'unreadable', flaw: 'not_an_object' }
  const kind = value.kind
  if (isSignalKind(kind)) return { type: 'signal', signal: signalOf(kind, value, flaws) }
  if (lane === 'heartbeat' || isHeartbeatKind.Check(kind)) return { type: 'heartbeat', ...sensed(value, flaws) }
  if (lane === 'online' && isOnline.Check(value.online)) return { type: 'online', online: value.online }
  return { type: 'unreadable', flaw: isAbsent(kind) ? 'kind_missing' : 'kind_unknown' }
}

type Json = Readonly<Record<string, unknown>>

function signalOf(kind: SignalKind, value: Json, flaws: Flaw[]): DecodedSignal {
  if (value.v !== 1) flaws.push('version_unknown')
  return {
    id: idOf(value.id, flaws),
    kind,
    at: atOf(value.at, flaws),
    ...sensed(value, flaws),
    button: textOf(value.button, buttonFits, 'button_unusable', flaws),
    test: booleanOf(value.test, 'test_unusable', flaws) ?? false,
    flaws,
  }
}

function sensed(value: Json, flaws: Flaw[]): Sensed {
  return {
    boot: bootOf(value.boot, flaws),
    n: nOf(value.n, flaws),
    battery: numberOf(value.battery, batteryFits, 'battery_unusable', flaws),
    mains: booleanOf(value.mains, 'mains_unusable', flaws),
    rssi: numberOf(value.rssi, rssiFits, 'rssi_unusable', flaws),
  }
}

function idOf(value: unknown, flaws: Flaw[]): string | null {
  if (isAbsent(value)) return refuse('id_missing', flaws)
  if (!idFits.Check(value) || UNPRINTABLE.test(value)) return refuse('id_unusable', flaws)
  return value
}

function atOf(value: unknown, flaws: Flaw[]): string | null {
  if (isAbsent(value) || value === '') return refuse('at_missing', flaws)
  if (!atFits.Check(value) || !INSTANT.test(value)) return refuse('at_unreadable', flaws)
  return Number.isNaN(Date.parse(value)) ? refuse('at_unreadable', flaws) : value
}

function bootOf(value: unknown, flaws: Flaw[]): string | null {
  if (isAbsent(value) || value === '') return refuse('boot_missing', flaws)
  return textOf(value, bootFits, 'boot_unusable', flaws)
}

function nOf(value: unknown, flaws: Flaw[]): number | null {
  if (isAbsent(value)) return refuse('n_missing', flaws)
  if (!nFits.Check(value) || value > LARGEST_N) return refuse('n_unusable', flaws)
  return unsigned(value)
}

interface Fits<T> {
  Check(value: unknown): value is T
}

function textOf(value: unknown, fits: Fits<string>, flaw: Flaw, flaws: Flaw[]): string | null {
  if (isAbsent(value)) return null
  return fits.Check(value) ? storable(value) : refuse(flaw, flaws)
}

function numberOf(value: unknown, fits: Fits<number>, flaw: Flaw, flaws: Flaw[]): number | null {
  if (isAbsent(value)) return null
  return fits.Check(value) ? unsigned(value) : refuse(flaw, flaws)
}

function booleanOf(value: unknown, flaw: Flaw, flaws: Flaw[]): boolean | null {
  if (isAbsent(value)) return null
  return typeof value === 'boolean' ? value : refuse(flaw, flaws)
}

function refuse(flaw: Flaw, flaws: Flaw[]): null {
  flaws.push(flaw)
  return null
}

/** JSON can spell -0, which no column gives back. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value
}

/** PostgreSQL refuses NUL in text, and neither engine gives a lone surrogate back (design §4). */
function storable(value: string): string {
  if (!UNPRINTABLE.test(value)) return value
  return value.replaceAll('\0', '\u2400').replace(LONE_SURROGATE, '\uFFFD')
}

function text(body: Uint8Array, flaws: Flaw[]): string {
  try {
    return strict.decode(body)
  } catch {
    flaws.push('encoding_damaged')
    return forgiving.decode(body)
  }
}

/** The parsed value, or undefined. The parser may also run out of stack on deep nesting: that is not JSON to us. */
function parse(source: string, flaws: Flaw[]): unknown {
  const value = tryParse(source)
  if (value !== undefined) return value
  const bare = unpadded(source)
  if (bare.length === source.length) return undefined
  const second = tryParse(bare)
  if (second !== undefined) flaws.push('padded')
  return second
}

/** Without what firmware sends along with its string: the C terminator, a fixed-size buffer's tail. Linear, unlike a regex. */
function unpadded(source: string): string {
  let start = 0
  let end = source.length
  while (start < end && source.charCodeAt(start) <= SPACE) start += 1
  while (end > start && source.charCodeAt(end - 1) <= SPACE) end -= 1
  return source.slice(start, end)
}

function tryParse(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSignalKind(value: unknown): value is SignalKind {
  return KINDS.has(value)
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}
