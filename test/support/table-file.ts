import writeXlsx from 'write-excel-file/node'
import type { Finding } from '#contract/findings'
import type { Import, TableKind } from '#contract/imports'
import type { Problem } from '#contract/problems'
import { importRoutes } from '#contract/routes'
import type { House } from './house.ts'
import type { Person } from './person.ts'

type Rows = readonly (readonly string[])[]

export const csv = (rows: Rows): Buffer => Buffer.from(rows.map((row) => row.join(',')).join('\r\n'))

export const xlsx = (rows: Rows): Promise<Buffer> =>
  writeXlsx(rows.map((row) => row.map((value) => ({ value, type: String })))).toBuffer()

/** Sends a file as a browser does. */
export async function upload(person: Person, kind: TableKind, file: Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${person.url}/api/imports?kind=${kind}`, {
    method: 'POST',
    headers: { cookie: person.cookie, 'content-type': 'application/octet-stream' },
    body: file,
  })
  return { status: response.status, body: (await response.json()) as Import & Problem }
}

/** A file that was uploaded, read to its end; and what was found in it. */
export async function checked(house: House, person: Person, kind: TableKind, file: Buffer) {
  const { body } = await upload(person, kind, new Uint8Array(file))
  await house.settled()
  const { id } = body
  return { job: await person.call(importRoutes.show, { params: { id } }), found: await findings(person, id), id }
}

export async function findings(person: Person, id: string): Promise<Finding[]> {
  const found: Finding[] = []
  for (let after: number | null = -1; after !== null; ) {
    const query: { after?: number } = after < 0 ? {} : { after }
    const { items, next } = await person.call(importRoutes.findings, { params: { id }, query })
    found.push(...items)
    after = next === null ? null : Number(next)
  }
  return found
}

/** Takes the rows in, and waits until that is done. */
export async function apply(house: House, person: Person, id: string, leaveOutBadRows = false): Promise<Import> {
  await person.call(importRoutes.apply, { params: { id }, body: { leaveOutBadRows } })
  await house.settled()
  return person.call(importRoutes.show, { params: { id } })
}
