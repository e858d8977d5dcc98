import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mediaTypeOf } from '../../server/registry/photos/photo.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

test('a picture is known by how it begins, whatever follows, and by nothing less', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat({ max: PNG.length - 1 }), (rest, kept) => {
      expect(mediaTypeOf(Uint8Array.from([...PNG, ...rest]))).toBe('image/png')
      expect(mediaTypeOf(Uint8Array.from(PNG.slice(0, kept)))).toBeNull()
    }),
  )
})

test('text is never a picture', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.startsWith('RIFF'))
      expect(mediaTypeOf(Buffer.from(text))).toBeNull()
    }),
  )
})
