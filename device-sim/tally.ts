import type { Receipt } from '#contract/receipts'
import type { UnitNews } from './news.ts'

/** The sums of a run. Times in milliseconds. */
export interface Sums {
  readonly online: number
  readonly pressed: number
  readonly receipted: number
  readonly refused: number
  readonly resent: number
  /** Pressed and not receipted. */
  readonly waiting: number
  /** The longest a press has waited for its receipt. */
  readonly slowestMs: number
}

export interface Tally {
  count(deviceId: string, news: UnitNews, now: number): void
  sums(): Sums
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  const online = new Set<string>()
  const pressedAt = new Map<string, number>()
  const sums = { pressed: 0, receipted: 0, refused: 0, resent: 0, slowestMs: 0 }

  const pressed = (id: string, now: number) => {
    sums.pressed += 1
    pressedAt.set(id, now)
  }
  const receipted = (id: string, now: number) => {
    const since = pressedAt.get(id)
    if (since === undefined) return
    pressedAt.delete(id)
    sums.receipted += 1
    sums.slowestMs = Math.max(sums.slowestMs, now - since)
  }
  const answered = (receipt: Receipt, signals: readonly string[], now: number) => {
    if (!receipt.stored) sums.refused += 1
    else for (const id of signals) receipted(id, now)
  }

  const sent = (tries: number) => {
    if (tries > 1) sums.resent += 1
  }
  const connected = (deviceId: string, open: boolean) => {
    if (open) online.add(deviceId)
    else online.delete(deviceId)
  }

  return {
    count: (deviceId, news, now) => {
      switch (news.type) {
        case 'link':
          return connected(deviceId, news.open)
        case 'power':
          return connected(deviceId, false)
        case 'pressed':
          return pressed(news.signal, now)
        case 'sent':
          return sent(news.tries)
        case 'receipt':
          return answered(news.receipt, news.signals, now)
      }
    },
    sums: () => ({ ...sums, online: online.size, waiting: pressedAt.size }),
  }
}
