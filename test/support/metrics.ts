import { metricsRoutes } from '#contract/routes'
import type { Person } from './person.ts'

/** What Prometheus would read now. */
export async function metricsOf(person: Person): Promise<string> {
  return String(await person.call(metricsRoutes.read))
}

/** The value of a series, spelt as in the text with its labels; undefined when there is none. */
export function seriesOf(metrics: string, series: string): number | undefined {
  const line = metrics.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}
