import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'
import type { SignalKind } from '#contract/signals'
import { boardLines, windowStart } from './board.ts'
import type { Fleet } from './fleet.ts'

const PRESSES: Readonly<Record<string, SignalKind>> = {
  s: 'sos',
  f: 'fall',
  m: 'meal',
  v: 'service',
  c: 'cancel',
  h: 'help_arrived',
  d: 'help_done',
  t: 'test',
}

const HOME_AND_CLEAR = '\u001b[H\u001b[J'
const REDRAW_MS = 100

interface Key {
  readonly name?: string
  readonly ctrl?: boolean
}

/** Draws the fleet and lets the keyboard press; resolves when somebody quits or `signal` aborts. */
export async function playByHand(
  fleet: Fleet,
  input: ReadStream,
  output: WriteStream,
  signal: AbortSignal,
): Promise<void> {
  let chosen = 0
  const rows = () => Math.max(1, (output.rows ?? 24) - 3)
  const draw = () => {
    const lines = fleet.units.map(({ device, unit }) => ({
      home: device.home,
      id: device.id,
      online: unit.online,
      shown: unit.shown,
      say: unit.say,
      waiting: unit.waiting,
    }))
    const board = boardLines(lines, chosen, rows() + 2, output.columns ?? 100)
    output.write(`${HOME_AND_CLEAR}${board.join('\n')}`)
  }
  const choose = (index: number) => {
    chosen = Math.max(0, Math.min(fleet.units.length - 1, index))
  }
  const struck = (key: Key) => {
    const name = key.name ?? ''
    if (name === 'up') choose(chosen - 1)
    if (name === 'down') choose(chosen + 1)
    if (name === 'pageup') choose(chosen - rows())
    if (name === 'pagedown') choose(chosen + rows())
    if (/^[1-9]$/.test(name)) choose(windowStart(fleet.units.length, chosen, rows()) + Number(name) - 1)
    pressAt(fleet, chosen, name)
    draw()
  }
  await untilQuit(input, draw, struck, signal)
  output.write(HOME_AND_CLEAR)
}

function pressAt(fleet: Fleet, chosen: number, name: string): void {
  const at = fleet.units[chosen]
  if (at === undefined) return
  const kind = PRESSES[name]
  if (kind !== undefined) fleet.press(at, kind)
  if (name !== 'p') return
  if (at.unit.powered) at.unit.powerCut()
  else at.unit.powerOn()
}

function untilQuit(
  input: ReadStream,
  draw: () => void,
  struck: (key: Key) => void,
  signal: AbortSignal,
): Promise<void> {
  emitKeypressEvents(input)
  input.setRawMode(true)
  input.resume()
  draw()
  return new Promise((resolve) => {
    const redraw = setInterval(draw, REDRAW_MS)
    const stop = () => {
      clearInterval(redraw)
      input.off('keypress', onKey)
      input.setRawMode(false)
      input.pause()
      resolve()
    }
    // In raw mode the terminal sends Ctrl-C as a key and no SIGINT.
    const onKey = (_: string | undefined, key: Key) =>
      key.name === 'q' || (key.ctrl === true && key.name === 'c') ? stop() : struck(key)
    input.on('keypress', onKey)
    signal.addEventListener('abort', stop, { once: true })
  })
}
