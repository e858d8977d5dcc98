import type { Call } from '#contract/calls'

const SHAPES: Readonly<Record<number, string>> = { 1: '▲', 2: '◆', 3: '●', 4: '○' }

/** The shape of a level, the same in titles, rows and notifications. */
export function shapeOf(priority: number): string {
  return SHAPES[priority] ?? '○'
}

/** Title of the browser tab: `(3) ▲ 王秀兰 SOS 呼叫`. */
export function tabTitle(count: number, top: string | null, name: string): string {
  return top === null ? name : `(${count}) ${top}`
}

const ICON_COLOURS: Readonly<Record<number, string>> = { 1: '#b00020', 2: '#ffc400', 3: '#00647a', 4: '#5b5f66' }
const CALM = '#0b4fb3'

/** A small picture for the tab: the bell, with a dot in the colour of the most urgent level. A data: address. */
export function tabIcon(top: Call | undefined): string {
  const dot = top ? `<circle cx="24" cy="8" r="8" fill="${ICON_COLOURS[top.priority] ?? CALM}"/>` : ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${CALM}"/><path fill="#fff" d="M16 7.5a6.2 6.2 0 0 0-6.2 6.2v4.1l-2.2 3.8h16.8l-2.2-3.8v-4.1A6.2 6.2 0 0 0 16 7.5Z"/><circle cx="16" cy="24.2" r="1.9" fill="#fff"/>${dot}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Shows title, icon and the badge of an installed app. */
export function showOnTab(title: string, icon: string, count: number): void {
  document.title = title
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (link && link.href !== icon) link.href = icon
  if (!('setAppBadge' in navigator)) return
  // Refused where the page is not installed; the title says it anyway.
  void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => undefined)
}
