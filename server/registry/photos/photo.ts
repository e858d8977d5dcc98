/** Bytes of a picture at most: a face on a card needs no more. */
export const MOST_PHOTO_BYTES = 512 * 1024

const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/** First bytes by which a format is known; null stands for any byte. RFC 2083 §3.1, ISO 10918-1 Annex B, RFC 9649 §2.3. */
const BEGINNINGS: Readonly<Record<MediaType, readonly (number | null)[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/webp': [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],
}

/** What a picture is, by its bytes and by nothing that is said of them; null: none that browsers are shown. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const begins = (type: MediaType): boolean =>
    BEGINNINGS[type].every((byte, place) => place < bytes.length && (byte === null || bytes[place] === byte))
  return MEDIA_TYPES.find(begins) ?? null
}
