import { photoRoutes } from '#contract/routes'
import type { Person } from './person.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Bytes that begin as a PNG does, with these words inside. */
export function picture(words: string): Buffer {
  return Buffer.concat([PNG, Buffer.from(words)])
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
