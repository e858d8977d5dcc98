import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutMetadata } from '../../server/registry/photos/metadata.ts'
import { orientationOf, orientationSegment } from '../../server/registry/photos/orientation.ts'
import { picture, pngChunk } from '../support/photo.ts'

const MARK = 'MARK 31.2304N 121.4737E'

function segment(marker: number, body: Uint8Array | string): Buffer {
  const bytes = Buffer.from(body as string, 'latin1')
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}

const SCAN = Buffer.concat([segment(0xda, 'x'), Buffer.from([1, 0xff, 0, 2, 0xff, 0xd3, 3])])
const TABLES = segment(0xdb, 'tables')
const END = Buffer.from([0xff, 0xd9])
const jpeg = (...parts: Uint8Array[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, END])

function chunk(name: string, body: string): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, Buffer.from(body, 'latin1'), Buffer.alloc(body.length % 2)])
}
function webp(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  const head = Buffer.from('RIFF....')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

const place = fc.constantFrom(0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe9, 0xed, 0xef, 0xfe)

test('a JPEG loses whatever applications wrote into it, wherever it stands, and what hangs behind its end', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1 }), fc.nat({ max: 2 }), (markers, position) => {
      const notes = markers.map((marker) => segment(marker, `Exif\0\0${MARK}`))
      const parts = [TABLES, SCAN]
      const dirty = jpeg(...parts.slice(0, position), ...notes, ...parts.slice(position), END, Buffer.from(MARK))
      // The control: it was in there.
      expect(dirty.includes(MARK)).toBe(true)
      expect(withoutMetadata(dirty, 'image/jpeg')).toEqual(jpeg(...parts))
    }),
  )
})

test('what a JPEG is shown by stays: its frame, colours, tables and every scan', () => {
  const icc = segment(0xe2, 'ICC_PROFILE\0\x01\x01colours')
  const clean = jpeg(segment(0xe0, 'JFIF\0\x01\x02'), icc, segment(0xee, 'Adobe'), TABLES, SCAN, TABLES, SCAN)
  expect(withoutMetadata(clean, 'image/jpeg')).toEqual(clean)
})

test('of EXIF only which way is up is kept, in whichever order of bytes it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.boolean(), (orientation, isLittle) => {
      const table = Buffer.alloc(8 + 2 + 24)
      table.write(isLittle ? 'II' : 'MM')
      const short = (value: number, at: number) =>
        isLittle ? table.writeUInt16LE(value, at) : table.writeUInt16BE(value, at)
      table[isLittle ? 4 : 7] = 8
      short(2, 8)
      short(0x010f, 10)
      short(0x0112, 22)
      short(orientation, 30)
      const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), table, Buffer.from(MARK)]))
      const cleaned = withoutMetadata(jpeg(exif, TABLES, SCAN), 'image/jpeg')
      expect(cleaned).toEqual(jpeg(...orientationSegment(orientation), TABLES, SCAN))
      expect(cleaned?.includes(MARK)).toBe(false)
    }),
  )
})

test('which way is up is read back as it was written, and nothing is read out of what is no EXIF', () => {
  for (let n = 2; n <= 8; n += 1) expect(orientationSegment(n).map(orientationOf)).toEqual([n])
  expect(orientationSegment(1)).toEqual([])
  fc.assert(
    fc.property(fc.uint8Array(), (rest) => {
      const said = orientationOf(segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(rest)])))
      expect(said).toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8])
    }),
  )
})

test('PNG and WebP lose texts, times, EXIF and XMP, and what hangs behind them', () => {
  const clean = picture('face')
  const notes = ['tEXt', 'iTXt', 'zTXt', 'tIME', 'eXIf', 'prVt'].map((name) => pngChunk(name, Buffer.from(MARK)))
  const dirty = Buffer.concat([clean.subarray(0, 8), ...notes, clean.subarray(8), Buffer.from(MARK)])
  expect(withoutMetadata(dirty, 'image/png')).toEqual(clean)
  const said = [chunk('EXIF', MARK), chunk('XMP ', MARK), chunk('note', MARK)]
  const flagged = webp(chunk('VP8X', '\x1c123456789'), chunk('VP8 ', 'odd'), ...said)
  const cleaned = webp(chunk('VP8X', '\x10123456789'), chunk('VP8 ', 'odd'))
  expect(withoutMetadata(Buffer.concat([flagged, Buffer.from(MARK)]), 'image/webp')).toEqual(cleaned)
})

test('what breaks off cannot be cleaned, and is no picture; what was cleaned is clean', () => {
  const whole = [
    [jpeg(TABLES, SCAN), 'image/jpeg'],
    [picture('face'), 'image/png'],
    [webp(chunk('VP8 ', 'face')), 'image/webp'],
  ] as const
  for (const [bytes, type] of whole) {
    for (let kept = 4; kept < bytes.length; kept += 1) expect(withoutMetadata(bytes.subarray(0, kept), type)).toBeNull()
    expect(withoutMetadata(bytes, type)).toEqual(bytes)
  }
})

test('whatever bytes come, the answer is a picture that stays as it is, or none', () => {
  const beginnings = { 'image/jpeg': 'ffd8ff', 'image/png': '89504e470d0a1a0a', 'image/webp': '52494646' } as const
  const types = fc.constantFrom('image/jpeg', 'image/png', 'image/webp')
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 200 }), (type, rest) => {
      const cleaned = withoutMetadata(Buffer.concat([Buffer.from(beginnings[type], 'hex'), rest]), type)
      if (cleaned) expect(withoutMetadata(cleaned, type)).toEqual(cleaned)
    }),
    { numRuns: 1_000 },
  )
})
