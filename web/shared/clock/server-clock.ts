import { useSyncExternalStore } from 'react'
import { onHeartbeat } from './heartbeat.ts'

/** How many of the server's last time stamps decide the offset. */
const SAMPLES = 8

const offsets: number[] = []
let offset = 0
let second = Math.floor(Date.now() / 1000)
const listeners = new Set<() => void>()

/**
 * Learns the server's time from a message that has just arrived. The journey makes a stamp look late, never early,
 * so the largest recent offset is the truest.
 */
export function learnServerTime(now: string): void {
  const seen = Date.parse(now) - Date.now()
  if (Number.isNaN(seen)) return
  offsets.push(seen)
  if (offsets.length > SAMPLES) offsets.shift()
  offset = Math.max(...offsets)
}

/** The server's time, as well as this page knows it. Epoch milliseconds. */
export function serverNow(): number {
  return Date.now() + offset
}

function tick(): void {
  const next = Math.floor(serverNow() / 1000)
  if (next === second) return
  second = next
  for (const listener of listeners) listener()
}

let started = false

function subscribe(listener: () => void): () => void {
  if (!started) onHeartbeat(tick)
  started = true
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The server's current second (epoch seconds). All running times on the page share this one clock. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, () => second)
}
