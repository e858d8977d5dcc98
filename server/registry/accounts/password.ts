import { hash, verify } from '@node-rs/argon2'

/** argon2id with OWASP's least parameters: 19 MiB, two passes, one lane (research/reliability.md S4). */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Only so many at once: each takes 19 MiB and a core, and presses come first. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    // Who waits takes over the place, so that nobody slips in between.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password, PARAMETERS))
}

export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return limited(() => verify(stored, password))
}
