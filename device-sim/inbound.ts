import { LAMP_STATES, type LampMessage } from '#contract/lamps'
import type { Receipt } from '#contract/receipts'

/** Reads `down/receipt` or the answer of an HTTP push; null for anything that is not a receipt. */
export function readReceipt(body: string): Receipt | null {
  const value = objectIn(body)
  if (value === null) return null
  const { id, stored, sha256, at, code } = value
  if (stored === false) return { id: typeof id === 'string' ? id : null, stored, code: String(code) }
  if (stored !== true) return null
  if (typeof id === 'string') return { id, stored, at: String(at) }
  return typeof sha256 === 'string' ? { id: null, sha256, stored, at: String(at) } : null
}

/** Reads `down/state`; null when the state is not one this unit can show. */
export function readLamp(body: string): LampMessage | null {
  const value = objectIn(body)
  const state = LAMP_STATES.find((known) => known === value?.state)
  if (value === null || state === undefined) return null
  const { call, say } = value
  return { v: 1, call: typeof call === 'string' ? call : null, state, say: typeof say === 'string' ? say : '' }
}

function objectIn(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
