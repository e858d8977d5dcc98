import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { keep, readKept } from '../../shared/settings/kept.ts'
import { useDialogs } from '../dialogs.ts'
import { say } from '../notice/notice-store.ts'
import { digitOf, SHORTCUTS, type Shortcut, type ShortcutId } from './shortcuts.ts'

type Handler = (event: KeyboardEvent) => void

const handlers = new Map<ShortcutId, Handler>()
const KEY = 'anling.characterKeys'
/** After F3 the next digit names a contact; later it means the queue filter again. Milliseconds. */
const CHORD_MS = 4000

interface KeySettings {
  /** Whether printable keys alone do something. */
  readonly characterKeys: boolean
  readonly chordUntil: number
}

export const useKeySettings = create<KeySettings>(() => ({ characterKeys: readKept(KEY) !== 'off', chordUntil: 0 }))

export function setCharacterKeys(on: boolean): void {
  keep(KEY, on ? null : 'off')
  useKeySettings.setState({ characterKeys: on })
}

/** Says what a shortcut does while the component is on the screen. */
export function useShortcut(id: ShortcutId, handler: Handler): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const stable: Handler = (event) => latest.current(event)
    handlers.set(id, stable)
    return () => {
      if (handlers.get(id) === stable) handlers.delete(id)
    }
  }, [id])
}

/**
 * True while an input method is putting characters together; its keys belong to it alone. 229 is what browsers report
 * for such keys when `isComposing` comes too late (the Enter that ends a composition in Safari).
 */
export function isComposing(event: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229
}

const TYPING = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]'
const CONTROL = `${TYPING}, a[href], button, summary, input, [role=radio], [role=switch], [role=menuitem], [role=tab]`

function mayFire(shortcut: Shortcut, target: Element): boolean {
  if (shortcut.kind === 'command') return true
  if (shortcut.kind === 'character') return useKeySettings.getState().characterKeys && !target.closest(TYPING)
  return target.closest('[data-row]') !== null || target.closest(CONTROL) === null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event) || useDialogs.getState().open !== null) return
  // Dialogs that are not ours to count (signing in again, a question about giving back) rule the keys as well.
  const target = event.target instanceof Element ? event.target : document.body
  if (target.closest('[role=dialog]')) return
  if (chordTakes(event)) return
  const shortcut = SHORTCUTS.find((one) => one.matches(event))
  if (!shortcut || !mayFire(shortcut, target)) return
  if (shortcut.id === 'contactChord') {
    event.preventDefault()
    if (!handlers.has('contact')) return
    useKeySettings.setState({ chordUntil: Date.now() + CHORD_MS })
    say({ kind: 'calm', key: 'contacts.pending' })
    return
  }
  run(shortcut.id, event)
}

function run(id: ShortcutId, event: KeyboardEvent): void {
  const handler = handlers.get(id)
  if (!handler) return
  event.preventDefault()
  handler(event)
}

/** The key after F3. A digit dials; anything else ends the wait and means what it always means. */
function chordTakes(event: KeyboardEvent): boolean {
  if (Date.now() > useKeySettings.getState().chordUntil) return false
  useKeySettings.setState({ chordUntil: 0 })
  const digit = digitOf(event)
  if (digit === null || digit === 0 || event.ctrlKey || event.metaKey) return false
  run('contact', event)
  return true
}

/** Firefox clicks a button on the release of Space, whatever happened to the press. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.code === 'Space' && event.target instanceof Element && event.target.closest('[data-row]')) {
    event.preventDefault()
  }
}

/** Listens for the whole page. @returns stops it. */
export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('keyup', onKeyUp)
  return () => {
    window.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('keyup', onKeyUp)
  }
}
