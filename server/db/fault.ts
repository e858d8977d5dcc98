/** What an engine's error means to the house, whichever engine it is (docs/adr/0012). */
export type StoreFault =
  /** No room for what was to be written. Nothing is damaged, and it passes when there is room again. */
  | 'full'
  /** The disk or the file failed: what is believed to be stored may not be. Nothing may be tried again in this process. */
  | 'broken'
  /** The database is not there, or not yet again. It passes by itself. */
  | 'away'
  /** A row that may stand once stood there already. */
  | 'conflict'
  /** Somebody else holds what was asked for. */
  | 'busy'
  /** No error of the engine, or one of the statement itself. */
  | 'other'

/** SQLite's codes, or how a family of them begins; the first that fits counts (SQLite result codes). */
const SQLITE: readonly [begins: string, meaning: StoreFault][] = [
  ['SQLITE_FULL', 'full'],
  // The index of the log could not grow. It lies beside the data and is made anew at every start.
  ['SQLITE_IOERR_SHMSIZE', 'full'],
  ['SQLITE_IOERR', 'broken'],
  ['SQLITE_CORRUPT', 'broken'],
  ['SQLITE_NOTADB', 'broken'],
  // The file was moved away, or the disk went read-only under us: it was writable when we started.
  ['SQLITE_READONLY', 'broken'],
  ['SQLITE_CANTOPEN', 'broken'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'conflict'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'conflict'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
]

/** PostgreSQL's codes; what is wrong with its disk is for its own process to judge (PostgreSQL appendix A). */
const POSTGRES: Readonly<Record<string, StoreFault>> = {
  '53100': 'full',
  '23505': 'conflict',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'busy',
  // Shut down, crashed, starting up.
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  EPIPE: 'away',
  ETIMEDOUT: 'away',
}

/** What the driver says without a code when a connection ends under it, or cannot be had in time. */
const AWAY = /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout)/

/** Whether it passes by itself, and is told once where it is noticed (watch.ts), not by everybody it befalls. */
export function passes(fault: unknown): boolean {
  const meaning = meaningOf(fault)
  return meaning === 'full' || meaning === 'away'
}

/** Judges anything that was thrown by the store. */
export function meaningOf(fault: unknown): StoreFault {
  if (!(fault instanceof Error)) return 'other'
  const code: unknown = 'code' in fault ? fault.code : undefined
  if (typeof code !== 'string') return AWAY.test(fault.message) ? 'away' : 'other'
  return POSTGRES[code] ?? SQLITE.find(([begins]) => code.startsWith(begins))?.[1] ?? 'other'
}
