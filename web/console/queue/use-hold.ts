import { type FocusEvent, type PointerEvent, useMemo, useState } from 'react'

export interface Hold {
  readonly held: boolean
  /** Handlers for the element whose contents must not move. */
  readonly watch: {
    onPointerEnter(event: PointerEvent): void
    onPointerLeave(): void
    onFocus(): void
    onBlur(event: FocusEvent<HTMLElement>): void
  }
}

/** Whether the pointer or the focus is on an element. */
export function useHold(): Hold {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const watch = useMemo(
    () => ({
      // A finger leaves nothing hovering behind.
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType !== 'touch'),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    }),
    [],
  )
  return { held: pointed || focused, watch }
}
