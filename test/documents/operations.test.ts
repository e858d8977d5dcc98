import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../../server/config.ts'

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')

describe('docs/operations.md', () => {
  it('names only settings that exist', () => {
    const known = Object.values(SETTINGS).map(({ env }) => env)
    const named = [...new Set(page.match(/ANLING_[A-Z_]+/g) ?? [])]
    expect(named.filter((name) => !known.includes(name))).toEqual([])
    const told = Object.entries(SETTINGS).filter(([name]) => /^(tls|trustProxy|broker|process)/.test(name))
    for (const [, { env }] of told) expect(named).toContain(env)
  })
})
