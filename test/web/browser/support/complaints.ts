import type { BrowserContext } from 'playwright-core'

/** What the browser complained about: errors of scripts, of the console, and of the content security policy. */
export interface Complaints {
  /** From now on complaints of this kind belong to the story: a refusal that is wanted, a line that was cut. */
  expect(kind: RegExp): void
  /** All that no story expected. */
  unexpected(): string[]
}

/** Listens to every page of a context, from its first byte on. */
export function listenForComplaints(context: BrowserContext): Complaints {
  const heard: string[] = []
  const expected: RegExp[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => heard.push(`uncaught: ${error.error().stack ?? error.error().message}`))
  return {
    expect: (kind) => void expected.push(kind),
    unexpected: () => heard.filter((one) => !expected.some((kind) => kind.test(one))),
  }
}

/** The browser's own line for an answer with this status; a refusal that a story wants is logged like any other. */
export function refusalWith(status: number): RegExp {
  return new RegExp(`the server responded with a status of ${status}`)
}
