import { readdirSync, readFileSync } from 'node:fs'

const ROOT = new URL('./golden/', import.meta.url)

/** One golden body: `lane` is the folder it lies in, `name` the file. */
export interface Golden {
  readonly lane: string
  readonly name: string
  readonly text: string
  readonly value: Readonly<Record<string, unknown>>
}

/** All golden bodies of one direction. */
export function goldenFiles(direction: 'up' | 'down'): readonly Golden[] {
  const folder = new URL(`${direction}/`, ROOT)
  return readdirSync(folder).flatMap((lane) =>
    readdirSync(new URL(`${lane}/`, folder)).map((file) => {
      const text = readFileSync(new URL(`${lane}/${file}`, folder), 'utf8')
      return { lane, name: file.replace('.json', ''), text, value: JSON.parse(text) }
    }),
  )
}

/** One line of the table of bad bodies. */
export interface BadBody {
  readonly what: string
  readonly lane: string
  readonly body?: string
  readonly base64?: string
  readonly outcome: Readonly<Record<string, unknown>>
}

/** The table of bad bodies with what the house makes of them. */
export function badBodies(): readonly BadBody[] {
  return JSON.parse(readFileSync(new URL('bad.json', ROOT), 'utf8'))
}

/** The bytes of one line of the table. */
export function bytesOf(bad: BadBody): Uint8Array {
  return bad.base64 === undefined ? new TextEncoder().encode(bad.body ?? '') : Buffer.from(bad.base64, 'base64')
}
