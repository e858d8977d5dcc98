import type { Clock } from '../../server/clock.ts'

export interface HandClock extends Clock {
  /** Moves time on by `ms`, calling whatever is due on the way. */
  move(ms: number): void
  /** Sets the wall clock, as an administrator or a broken battery would; nothing fires. */
  jumpTo(at: number): void
}

interface Task {
  readonly ms: number
  readonly run: () => void
  dueAt: number
}

/** A clock that moves only when a test says so. */
export function handClock(start = '2026-11-22T02:00:00.000Z'): HandClock {
  let now = Date.parse(start)
  const tasks = new Set<Task>()

  function nextDue(until: number): Task | undefined {
    return [...tasks].filter(({ dueAt }) => dueAt <= until).sort((a, b) => a.dueAt - b.dueAt)[0]
  }

  return {
    now: () => now,
    atLeast(at) {
      now = Math.max(now, at)
    },
    every(ms, run) {
      const task: Task = { ms, run, dueAt: now + ms }
      tasks.add(task)
      return () => tasks.delete(task)
    },
    move(ms) {
      const end = now + ms
      for (let task = nextDue(end); task; task = nextDue(end)) {
        now = Math.max(now, task.dueAt)
        task.dueAt += task.ms
        task.run()
      }
      now = end
    },
    jumpTo(at) {
      for (const task of tasks) task.dueAt += at - now
      now = at
    },
  }
}
