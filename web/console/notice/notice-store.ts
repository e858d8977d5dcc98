import { create } from 'zustand'
import { isKnownProblem } from '../../shared/api/problem-words.ts'
import { endsSession, Refusal, Unreachable } from '../../shared/api/refusal.ts'
import type { NoticeKey, NoticeValues } from './notice-key.ts'

export interface Notice {
  readonly id: number
  readonly kind: 'calm' | 'warning'
  readonly key: NoticeKey
  readonly values?: NoticeValues
  /** Stays until it is dismissed. */
  readonly lasting?: boolean
  /** Another showing of the same sentence restarts its time. */
  readonly at: number
}

const SHOWN_AT_ONCE = 3

interface Notices {
  readonly items: readonly Notice[]
}

export const useNotices = create<Notices>(() => ({ items: [] }))

let next = 1

/** Says a sentence to the operator, without taking the focus. */
export function say(notice: Omit<Notice, 'id' | 'at'>): void {
  const fresh: Notice = { ...notice, id: next++, at: Date.now() }
  const same = (other: Notice): boolean =>
    other.key === fresh.key && JSON.stringify(other.values) === JSON.stringify(fresh.values)
  useNotices.setState(({ items }) => ({
    items: [...items.filter((item) => !same(item)), fresh].slice(-SHOWN_AT_ONCE),
  }))
}

export function dismiss(id: number): void {
  useNotices.setState(({ items }) => ({ items: items.filter((item) => item.id !== id) }))
}

/** Tells a failure in the words of the catalogue. A lost session says so itself, in its own dialog. */
export function sayFailure(error: unknown): void {
  if (error instanceof Unreachable) say({ kind: 'warning', key: 'app.unreachable' })
  else if (error instanceof Refusal) sayRefusal(error.code)
  else throw error
}

function sayRefusal(code: string): void {
  if (endsSession(code)) return
  if (isKnownProblem(code)) say({ kind: 'warning', key: `problem.${code}` })
  else say({ kind: 'warning', key: 'app.unknownProblem', values: { code } })
}
