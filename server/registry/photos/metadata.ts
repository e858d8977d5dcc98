import { orientationOf, orientationSegment } from './orientation.ts'
import type { MediaType } from './photo.ts'

/**
 * The same picture without what a camera wrote beside it: where and when it was taken, with which telephone, by whom,
 * a small copy from before it was cut. Only parts that are known to be needed for showing it are kept, and which way is
 * up. Null when the picture is not built as its format says: what cannot be read cannot be cleaned.
 */
export function withoutMetadata(bytes: Uint8Array, type: MediaType): Buffer | null {
  const parts = { 'image/jpeg': partsOfJpeg, 'image/png': partsOfPng, 'image/webp': partsOfWebp }[type](bytes)
  return parts && Buffer.concat(parts)
}

type Parts = Uint8Array[] | null

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  Buffer.from(bytes.subarray(at, at + length)).toString('latin1')

// ISO 10918-1 Annex B.
const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe]
const ICC = 'ICC_PROFILE\0'

/** Of what applications add only the frame (JFIF), the colours (ICC), and Adobe's word for how colours are coded. */
function isShown(marker: number, segment: Uint8Array): boolean {
  if (marker === APP2) return textAt(segment, 4, ICC.length) === ICC
  if (marker === APP0) return textAt(segment, 4, 5) === 'JFIF\0'
  return marker === APP14 || ((marker < APP0 || marker > APP15) && marker !== COM)
}

/** Ends with the picture: telephones hang second pictures and films behind it. */
function partsOfJpeg(bytes: Uint8Array): Parts {
  const kept: Uint8Array[] = []
  let at = behindFill(bytes, 2)
  while (bytes[at + 1] !== EOI) {
    const end = endOfSegment(bytes, at)
    if (end === null) return null
    kept.push(...shownOf(bytes.subarray(at, end)))
    at = behindFill(bytes, end)
  }
  if (bytes[at] !== 0xff || kept.length === 0) return null
  return [Uint8Array.of(0xff, SOI), ...kept, Uint8Array.of(0xff, EOI)]
}

function shownOf(segment: Uint8Array): Uint8Array[] {
  const marker = segment[1] ?? 0
  if (isShown(marker, segment)) return [segment]
  return marker === APP1 ? orientationSegment(orientationOf(segment)) : []
}

/** Any number of 0xff may stand before a marker. */
function behindFill(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
  return at
}

/** A scan ends with its coded data; null where no segment stands, or one that breaks off. */
function endOfSegment(bytes: Uint8Array, at: number): number | null {
  if (bytes[at] !== 0xff || at + 4 > bytes.length) return null
  const length = viewOf(bytes).getUint16(at + 2)
  const end = at + 2 + length
  if (length < 2 || end > bytes.length) return null
  return bytes[at + 1] === SOS ? endOfScan(bytes, end) : end
}

/** Where the next marker stands; in coded data 0xff is followed by 0, or by one of the marks to start again at. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at
    at += 1
  }
  return bytes.length
}

/** PNG (third edition) §11: what a picture is made of, how it is seen through, and its colours. */
const PNG_SHOWN = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'cICP', 'pHYs']

function partsOfPng(bytes: Uint8Array): Parts {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + viewOf(bytes).getUint32(at)
    if (end > bytes.length) return null
    const name = textAt(bytes, at + 4, 4)
    if (PNG_SHOWN.includes(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return kept
    at = end
  }
  return null
}

/** RFC 9649 §2: the coded picture, its colours, and what moves. */
const WEBP_SHOWN = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP', 'ANIM', 'ANMF']
/** The bits of VP8X that say that EXIF and XMP follow. */
const WEBP_METADATA = 0x08 | 0x04

function partsOfWebp(bytes: Uint8Array): Parts {
  const end = bytes.length < 12 ? Number.POSITIVE_INFINITY : 8 + viewOf(bytes).getUint32(4, true)
  if (end > bytes.length) return null
  const chunks: Uint8Array[] = []
  for (let at = 12; at < end; ) {
    const next = endOfChunk(bytes, at, end)
    if (next === null) return null
    const chunk = Uint8Array.from(bytes.subarray(at, next))
    if (WEBP_SHOWN.includes(textAt(chunk, 0, 4))) chunks.push(unflagged(chunk))
    at = next
  }
  const head = Uint8Array.from(bytes.subarray(0, 12))
  viewOf(head).setUint32(4, 4 + chunks.reduce((sum, { length }) => sum + length, 0), true)
  return chunks.length > 0 ? [head, ...chunks] : null
}

/** Chunks have an even length; null for one that breaks off. */
function endOfChunk(bytes: Uint8Array, at: number, end: number): number | null {
  if (at + 8 > end) return null
  const length = viewOf(bytes).getUint32(at + 4, true)
  const next = at + 8 + length + (length % 2)
  return next > end ? null : next
}

function unflagged(chunk: Uint8Array): Uint8Array {
  if (textAt(chunk, 0, 4) === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~WEBP_METADATA
  return chunk
}
