/**
 * Probes that live inside the page. Each function is sent to the browser as text, so it may use nothing from outside
 * itself. They are installed before the page's own scripts: asking the page from outside counts as the operator's
 * gesture and would unlock the sound that some stories need locked.
 */

declare global {
  interface Window {
    /** When each row of the queue first stood on the screen: call id → epoch milliseconds. */
    rowsAt: Map<string, { readonly text: string; readonly inserted: number; painted: number }>
    /** When the bar of each colour was first put on the page: colour → epoch milliseconds. */
    barsAt: Map<string, number>
    /** Every tone that a running sound output was given. */
    tones: Array<{ readonly hertz: number; readonly at: number }>
    outputs: Set<AudioContext>
    /** While true the computer cannot be made to sound again. */
    soundHeldBack: boolean
    /** While true, what takes seconds to vanish stays: notices. */
    still: boolean
    /** While true the page's clock worker is not heard, so that nothing that depends on time changes. */
    ticksHeld: boolean
    /** Trusted presses of mouse, pen or finger. */
    pointerPresses: number
  }
}

/** Notes when rows appear and when the frame that shows them was made. */
export function noteRows(): void {
  window.rowsAt = new Map()
  const look = (): void => {
    for (const row of document.querySelectorAll<HTMLElement>('li[data-call]')) {
      const id = row.dataset.call ?? ''
      if (window.rowsAt.has(id)) continue
      const entry = { text: row.textContent ?? '', inserted: Date.now(), painted: 0 }
      window.rowsAt.set(id, entry)
      requestAnimationFrame(() => {
        // A task queued in the frame runs once that frame has been made.
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          entry.painted = Date.now()
        }
        channel.port2.postMessage(null)
      })
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true })
}

/** Notes when the amber and the red bar are put on the page. */
export function noteBars(): void {
  window.barsAt = new Map()
  const look = (): void => {
    const colour = document.querySelector<HTMLElement>('[data-bar]')?.dataset.bar
    if (colour && !window.barsAt.has(colour)) window.barsAt.set(colour, Date.now())
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
}

/** Notes every tone that goes to an output which is running, and lets a story take the output away. */
export function noteTones(): void {
  window.tones = []
  window.outputs = new Set()
  window.soundHeldBack = false
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    if (this.context.state === 'running') window.tones.push({ hertz: this.frequency.value, at: Date.now() })
    start.call(this, when)
  }
  const resume = AudioContext.prototype.resume
  AudioContext.prototype.resume = function (this: AudioContext) {
    window.outputs.add(this)
    return window.soundHeldBack ? new Promise(() => undefined) : resume.call(this)
  }
}

/** Lets a story hold the page still while it is looked at. */
export function mayStandStill(): void {
  const later = window.setTimeout.bind(window)
  const longest = 4000
  const patched = (run: TimerHandler, ms?: number, ...rest: unknown[]): number =>
    window.still && (ms ?? 0) >= longest ? 0 : later(run, ms, ...rest)
  window.setTimeout = patched as typeof window.setTimeout
  const own = Object.getOwnPropertyDescriptor(Worker.prototype, 'onmessage')
  Object.defineProperty(Worker.prototype, 'onmessage', {
    set(this: Worker, listener: (event: MessageEvent) => void) {
      own?.set?.call(this, (event: MessageEvent) => {
        if (!window.ticksHeld) listener(event)
      })
    },
  })
}

/** Counts presses that a hand on a pointing device made. */
export function countPointer(): void {
  window.pointerPresses = 0
  const count = (event: Event): void => {
    if (event.isTrusted) window.pointerPresses += 1
  }
  for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, count, true)
}

/**
 * Presses the button that goes on duty as soon as it is drawn, as a script and not as a person: a browser gives no
 * permission to sound for that. Writes what the page then says to the console, so that nobody has to touch the page
 * to learn it.
 */
export function goOnDutyWithoutHands(): void {
  let pressed = false
  const watch = new MutationObserver(() => {
    const button = document.querySelector<HTMLElement>('[data-duty="off"] + button')
    const dialog = document.querySelector<HTMLElement>('[role="dialog"]')
    if (!pressed && button && document.querySelector('[data-health="live"]')) {
      pressed = true
      button.click()
    }
    if (!dialog?.textContent) return
    watch.disconnect()
    const duty = document.querySelector<HTMLElement>('[data-duty]')?.dataset.duty
    const sound = document.querySelector<HTMLElement>('[data-sound]')?.dataset.sound
    console.info(`said ${JSON.stringify({ duty, sound, dialog: dialog.textContent })}`)
  })
  watch.observe(document, { childList: true, subtree: true, attributes: true })
}
