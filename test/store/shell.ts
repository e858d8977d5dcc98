import Sqlite from 'better-sqlite3'

/** Runs one statement on a connection of its own, as somebody with a shell and the file would; the rows it answers. */
export function runSql(file: string, text: string): Record<string, unknown>[] {
  const shell = new Sqlite(file)
  try {
    const statement = shell.prepare(text)
    if (statement.reader) return statement.all() as Record<string, unknown>[]
    statement.run()
    return []
  } finally {
    shell.close()
  }
}
