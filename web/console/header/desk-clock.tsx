import { timeOfDay } from '../../shared/clock/durations.ts'
import { useSecond } from '../../shared/clock/server-clock.ts'

/** Time of day on the server's clock, in the zone of this desk. */
export function DeskClock() {
  const second = useSecond()
  return <time className="desk-clock">{timeOfDay(second * 1000)}</time>
}
