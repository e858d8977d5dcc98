/**
 * Answers all questions that come in one turn of the event loop by one question: on a database server each is a message
 * there and back, which costs more than the row.
 * @param find answers with what exists, in any order
 */
export function gathered<Found extends { readonly id: string }>(
  find: (ids: readonly string[]) => Promise<readonly Found[]>,
): (id: string) => Promise<Found | undefined> {
  let asked = new Set<string>()
  let answer: Promise<ReadonlyMap<string, Found>> | null = null

  async function ask(): Promise<ReadonlyMap<string, Found>> {
    await new Promise((resolve) => setImmediate(resolve))
    const ids = [...asked]
    asked = new Set()
    answer = null
    return new Map((await find(ids)).map((found) => [found.id, found]))
  }

  return async (id) => {
    asked.add(id)
    answer ??= ask()
    return (await answer).get(id)
  }
}
