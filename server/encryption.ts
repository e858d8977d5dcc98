import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Sizes AES-256-GCM is meant to be used with (NIST SP 800-38D §5.2.1, §8.2). Bytes. */
const IV = 12
const TAG = 16

/** Encrypts a text or bytes for this key; `about` is not hidden, but they open only beside the same words. */
export function encrypt(key: Uint8Array, secret: string | Uint8Array, about: string): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  const plain = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret
  const hidden = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), hidden])
}

/** @throws Error when the key or `about` is another, or a byte has changed */
export function decrypt(key: Uint8Array, encrypted: Uint8Array, about: string): string {
  return decryptBytes(key, encrypted, about).toString('utf8')
}

/** The same for what was bytes. */
export function decryptBytes(key: Uint8Array, encrypted: Uint8Array, about: string): Buffer {
  const [iv, tag, hidden] = [encrypted.subarray(0, IV), encrypted.subarray(IV, IV + TAG), encrypted.subarray(IV + TAG)]
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG })
  decipher.setAAD(Buffer.from(about)).setAuthTag(tag)
  return Buffer.concat([decipher.update(hidden), decipher.final()])
}
