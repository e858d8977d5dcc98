const EXIF = 'Exif\0\0'
/** Marker, length and the name of the segment stand before the table. Bytes. */
const TABLE_AT = 10
/** EXIF 2.32 §4.6.4: tag 0x0112, one short number. */
const ORIENTATION = 0x0112

/** Which way up a camera was held, 1 to 8, as a JPEG's EXIF segment says; 1, upright, when it says nothing. */
export function orientationOf(segment: Uint8Array): number {
  const said = Buffer.from(segment)
  if (said.length < TABLE_AT + 8 || said.toString('latin1', 4, TABLE_AT) !== EXIF) return 1
  const table = said.subarray(TABLE_AT)
  const isLittle = table.toString('latin1', 0, 2) === 'II'
  const short = (at: number): number => (isLittle ? table.readUInt16LE(at) : table.readUInt16BE(at))
  const first = isLittle ? table.readUInt32LE(4) : table.readUInt32BE(4)
  if (first + 2 > table.length) return 1
  for (let n = 0; n < short(first); n += 1) {
    const entry = first + 2 + n * 12
    if (entry + 12 > table.length) return 1
    if (short(entry) === ORIENTATION) return within(short(entry + 8))
  }
  return 1
}

const within = (orientation: number): number => (orientation >= 1 && orientation <= 8 ? orientation : 1)

/** An EXIF segment that says this and nothing else; none for what stands upright anyway. */
export function orientationSegment(orientation: number): Uint8Array[] {
  if (orientation === 1) return []
  // Big-endian, the first table at 8, one entry, and no table behind it.
  const table = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const body = [...Buffer.from(EXIF, 'latin1'), ...table]
  return [Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body])]
}
