import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Files below `folder` that hold `words` anywhere, as somebody with the disk would find them. */
export function tracesOf(folder: string, words: string): string[] {
  const sought = Buffer.from(words)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .filter((file) => readFileSync(join(folder, file)).includes(sought))
}
