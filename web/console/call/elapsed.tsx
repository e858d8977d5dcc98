import { stopwatch } from '../../shared/clock/durations.ts'
import { useSecond } from '../../shared/clock/server-clock.ts'

/** Running time since an instant, on the server's clock. Only this text is drawn anew each second. */
export function Elapsed({ since }: { readonly since: string }) {
  const second = useSecond()
  return <time className="elapsed">{stopwatch(second - Math.floor(Date.parse(since) / 1000))}</time>
}
