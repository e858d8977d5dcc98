import { TICK_MS } from './tick.ts'

/** Ticks for the page. Pages in the background have their timers slowed to one a minute; workers have not. */
setInterval(() => postMessage(null), TICK_MS)
