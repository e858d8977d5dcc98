import { randomFillSync } from 'node:crypto'
import { V7Generator } from 'uuidv7'

/** Random numbers drawn at once: asking the system costs more than making the id. */
const drawn = new Uint32Array(1024)
let used = drawn.length

const generator = new V7Generator({
  nextUint32() {
    if (used === drawn.length) {
      randomFillSync(drawn)
      used = 0
    }
    const number = drawn[used] ?? 0
    used += 1
    return number
  },
})

const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const text = Buffer.alloc(36, '-')

/**
 * A new id: UUIDv7 text, so ids sort by the time they were made. Written into one buffer, not put together piece by
 * piece: a string of 36 pieces is flattened anew by everybody who reads it, and costs a kilobyte of garbage.
 */
export function newId(): string {
  const { bytes } = generator.generate()
  let place = 0
  for (let n = 0; n < 16; n += 1) {
    if (n === 4 || n === 6 || n === 8 || n === 10) place += 1
    const byte = bytes[n] ?? 0
    text[place] = DIGITS[byte >> 4] ?? 0
    text[place + 1] = DIGITS[byte & 15] ?? 0
    place += 2
  }
  return text.toString('latin1')
}
