import { photoRoutes } from '#contract/routes'
import type { Person } from './person.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** One part of a PNG; browsers look at its check sum, the house does not. */
export function pngChunk(name: string, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(bytes.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, bytes, Buffer.alloc(4)])
}

/** Bytes built as a PNG is, with these words where the picture would be. */
export function picture(words: string | Uint8Array): Buffer {
  const chunks = [pngChunk('IDAT', Buffer.from(words)), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([PNG, ...chunks])
}

/** Uploads a picture as the console does: its status, and the code of a refusal. */
export async function uploadPhoto(person: Person, residentId: string, bytes: Buffer, type = 'image/png') {
  const { method, url } = photoRoutes.takeIn
  const response = await fetch(person.url + url.replace(':id', residentId), {
    method,
    headers: { cookie: person.cookie, 'content-type': type },
    body: new Uint8Array(bytes),
  })
  const { code = null } = (await response.json()) as { code?: string }
  return { status: response.status, code }
}

/** Fetches it as an image element does. */
export async function fetchPhoto(person: Person, residentId: string) {
  const { url } = photoRoutes.show
  const response = await fetch(person.url + url.replace(':id', residentId), { headers: { cookie: person.cookie } })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}
