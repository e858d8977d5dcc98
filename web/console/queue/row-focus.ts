const ROWS = '[data-row]'

/** Id of the call whose row holds the target of an event, or null. */
export function rowUnder(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>(ROWS) : null
  return row?.dataset.row ?? null
}

/** Moves the focus `by` rows; from elsewhere it enters the list at the row that Tab would enter at. */
export function focusRow(by: -1 | 0 | 1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const entry = rows.find((row) => row.tabIndex === 0) ?? rows[0]
  const next = at < 0 ? entry : rows[Math.min(rows.length - 1, Math.max(0, at + by))]
  if (!next) {
    // An empty queue has no row to go to; leaving the field is what Esc promises.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    return
  }
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

/** Puts the focus on the row of this call, wherever it stands. */
export function focusRowOf(id: string): void {
  const row = [...document.querySelectorAll<HTMLElement>(ROWS)].find((one) => one.dataset.row === id)
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}
