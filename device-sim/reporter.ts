import type { Clock } from './clock.ts'
import type { FleetDevice } from './fleet.ts'
import type { UnitNews } from './news.ts'
import { type Paper, progressOn } from './progress.ts'
import type { Sums } from './tally.ts'

/** Who is told what happens in a run. */
export interface Reporter {
  readonly news: (device: FleetDevice, news: UnitNews) => void
  readonly say: (sentence: string) => void
  readonly tick: (sums: Sums, total: number) => void
  readonly end: (sums: Sums, total: number) => void
}

/** JSON lines for programs, sentences and sums for people; silent while the board has the screen. */
export function reporterFor(json: boolean, board: boolean, paper: Paper, clock: Clock): Reporter {
  if (json) return jsonReporter(paper, clock)
  if (!board) return sentenceReporter(paper)
  return { news: () => {}, say: () => {}, tick: () => {}, end: progressOn(paper).end }
}

function jsonReporter(paper: Paper, clock: Clock): Reporter {
  const print = (fact: object) => {
    paper.write(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), ...fact })}\n`)
  }
  return {
    news: ({ id, home }, { type, ...facts }) => print({ type, device: id, home, ...facts }),
    say: (sentence) => print({ type: 'said', sentence }),
    tick: () => {},
    end: (sums, total) => print({ type: 'ended', units: total, ...sums }),
  }
}

function sentenceReporter(paper: Paper): Reporter {
  const progress = progressOn(paper)
  const troubles = new Set<string>()
  return {
    ...progress,
    news: ({ id }, news) => {
      // A broker that is away tells all units the same; once is enough for people.
      if (news.type !== 'link' || news.open || troubles.has(news.reason)) return
      troubles.add(news.reason)
      progress.say(`${id} lost its connection: ${news.reason}. It keeps trying.`)
    },
  }
}
