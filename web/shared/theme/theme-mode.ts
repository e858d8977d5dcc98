import { create } from 'zustand'
import { keep, readKept } from '../settings/kept.ts'
import { cssVariables, DAY, NIGHT } from './palettes.ts'

export const THEME_MODES = ['auto', 'day', 'night'] as const
export type ThemeMode = (typeof THEME_MODES)[number]
export type Daylight = 'day' | 'night'

const KEY = 'anling.theme'
const NIGHT_FROM_HOUR = 19
const NIGHT_TO_HOUR = 7

/** Night lasts from 19:00 to 07:00 on the desk's own clock, unless somebody chose. */
function daylightAt(mode: ThemeMode, hour: number): Daylight {
  if (mode !== 'auto') return mode
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR ? 'night' : 'day'
}

function keptMode(): ThemeMode {
  const kept = readKept(KEY)
  return THEME_MODES.find((mode) => mode === kept) ?? 'auto'
}

interface ThemeStore {
  readonly mode: ThemeMode
  readonly daylight: Daylight
  choose(mode: ThemeMode): void
  /** Looks at the clock again; the page calls it once a minute. */
  lookAtClock(): void
}

const now = (mode: ThemeMode): Daylight => daylightAt(mode, new Date().getHours())

export const useTheme = create<ThemeStore>((set, get) => ({
  mode: keptMode(),
  daylight: now(keptMode()),
  choose(mode) {
    keep(KEY, mode === 'auto' ? null : mode)
    set({ mode, daylight: now(mode) })
    paint(now(mode))
  },
  lookAtClock() {
    const { mode, daylight } = get()
    const next = now(mode)
    if (next === daylight) return
    set({ daylight: next })
    paint(next)
  },
}))

/** Writes the palette on the root element, so that style sheets and Ant Design change in the same frame. */
export function paint(daylight: Daylight): void {
  const root = document.documentElement
  root.dataset.theme = daylight
  root.style.colorScheme = daylight === 'night' ? 'dark' : 'light'
  for (const [name, value] of cssVariables(daylight === 'night' ? NIGHT : DAY)) root.style.setProperty(name, value)
}
