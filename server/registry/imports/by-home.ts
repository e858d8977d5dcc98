/** Rows by the home they belong to, in their order; those of none under the empty id. */
export function byHome<Row extends { readonly homeId: string | null }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const id = row.homeId ?? ''
    const others = found.get(id)
    if (others) others.push(row)
    else found.set(id, [row])
  }
  return found
}
