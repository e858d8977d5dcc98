import { expect, test } from 'vitest'
import { decrypt, encrypt } from '../../server/encryption.ts'

const key = new Uint8Array(32).fill(7)

test('a sealed text opens with its key and beside its words, and shows nothing of itself', () => {
  const sealed = encrypt(key, 'the secret of a device', 'home-1')
  expect(decrypt(key, sealed, 'home-1')).toBe('the secret of a device')
  expect(sealed.toString('latin1')).not.toContain('secret')
})

test('the same text is never sealed the same way twice', () => {
  expect(encrypt(key, 'x', 'home-1')).not.toEqual(encrypt(key, 'x', 'home-1'))
})

test.each([
  ['another key', (sealed: Buffer) => decrypt(new Uint8Array(32).fill(8), sealed, 'home-1')],
  ['other words', (sealed: Buffer) => decrypt(key, sealed, 'home-2')],
  ['a changed byte', (sealed: Buffer) => decrypt(key, sealed.fill(0, sealed.length - 1), 'home-1')],
  ['a cut end', (sealed: Buffer) => decrypt(key, sealed.subarray(0, -1), 'home-1')],
])('%s does not open it', (_, open) => {
  expect(() => open(encrypt(key, 'the secret of a device', 'home-1'))).toThrow()
})
