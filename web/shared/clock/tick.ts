/** How often the page's clock worker ticks. Milliseconds. */
export const TICK_MS = 250
