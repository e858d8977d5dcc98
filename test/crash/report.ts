import { upperBound } from './ledger.ts'
import type { Verdict } from './torture.ts'

/** Everything a reader needs to believe it, or to do it again. */
export function ledgerText(title: string, { seed, ledger, tally, findings }: Verdict): string {
  const acknowledged = new Set([...ledger.receipted, ...ledger.pubacked]).size
  const recovery = [...tally.recoveryMs].sort((a, b) => a - b)
  const lines: [string, string | number][] = [
    ['seed', seed],
    ['kills under load', tally.kills],
    ['  with a signal sent and not acknowledged', tally.outstanding],
    ['  in flight: stored without receipt, or torn', tally.inFlight],
    ['  torn: frames of an unfinished commit', tally.torn],
    ['  with stored signals not yet decided', tally.undecided],
    ['kills while starting', tally.killsWhileStarting],
    ['signals sent', ledger.sent.size],
    ['receipts before kills', tally.receiptsBeforeKills],
    ['receipted', ledger.receipted.size],
    ['acknowledged by PUBACK', ledger.pubacked.size],
    ['stored', findings.stored],
    ['lost', findings.lost.length],
    ['doubled', findings.doubled.length],
    ['stored and in no event', findings.untold.length],
    ['stored and undecided', findings.undecided.length],
    ['homes with two open calls of a kind', findings.twoCalls.length],
    ['broken', findings.broken.join('; ') || 0],
    ['accepting again, p50 ms', Math.round(recovery[Math.floor(recovery.length / 2)] ?? 0)],
    ['accepting again, max ms', Math.round(recovery.at(-1) ?? 0)],
    ['true loss rate, 95 % upper bound', findings.lost.length === 0 ? upperBound(acknowledged) : 'not bounded'],
  ]
  return `\n${title}\n${lines.map(([name, value]) => `  ${name.padEnd(46)} ${value}`).join('\n')}\n`
}

/** Long runs say where they are. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
