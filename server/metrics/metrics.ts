import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { countOnDuty, countOpenCalls, countOverdue, countPending } from './store.ts'

export interface MetricsOptions {
  readonly db: Database
  readonly clock: Clock
  readonly acceptingSignals: () => boolean
}

/** An answer of ours. The route is the pattern in the contract, never the address that was asked for. */
export interface Answered {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

/** Numbers for whoever watches the house from outside. Labels come from closed lists: no id, no name, no address. */
export interface Metrics {
  readonly contentType: string
  answered(answer: Answered): void
  /** Everything as Prometheus reads it; the store is counted now. */
  text(): Promise<string>
}

/** Answers take milliseconds; a second is already an incident. Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]

export function houseMetrics({ db, clock, acceptingSignals }: MetricsOptions): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const answers = new Histogram({
    name: 'anling_http_answer_seconds',
    help: 'How long answers took, by the route that was asked',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers,
  })
  new Gauge({
    name: 'anling_open_calls',
    help: 'Open calls, by priority (1 is the most urgent) and state',
    labelNames: ['priority', 'state'] as const,
    registers,
    async collect() {
      const counts = await countOpenCalls(db.read)
      this.reset()
      for (const { priority, state, n } of counts) this.set({ priority, state }, n)
    },
  })
  const gauge = (name: string, help: string, value: () => Promise<number> | number): void => {
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(await value())
      },
    })
  }
  gauge('anling_pending_signals', 'Signals that are stored and not decided yet', () => countPending(db.read))
  gauge('anling_overdue_timers', 'Timers that are due and have not run', () => countOverdue(db.read, clock.now()))
  gauge('anling_seats_on_duty', 'Operators on duty', () => countOnDuty(db.read))
  gauge('anling_accepting_signals', '1 while this process takes presses', () => Number(acceptingSignals()))

  // Watching the event loop costs a timer of its own: it begins with the first who asks.
  let isWatched = false
  return {
    contentType: registry.contentType,
    answered: ({ method, route, status, seconds }) => answers.observe({ method, route, status }, seconds),
    text() {
      if (!isWatched) collectDefaultMetrics({ register: registry })
      isWatched = true
      return registry.metrics()
    },
  }
}
