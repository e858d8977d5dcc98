import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { describe, expect, it } from 'vitest'
import { asyncapiDocument } from '#contract/asyncapi'
import { DOWN_LANES, UP_LANES } from '#contract/topics'

const version: string = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
const text = `${JSON.stringify(asyncapiDocument(version), null, 2)}\n`

describe('docs/asyncapi.json', () => {
  it('is what the contract says; `vitest run -u` writes it anew', async () => {
    await expect(text).toMatchFileSnapshot('../../docs/asyncapi.json')
  })

  it('is AsyncAPI 3.0 without an error', { timeout: 30_000 }, async () => {
    const { document, diagnostics } = await new Parser().parse(text)
    const serious = diagnostics.filter((one) => one.severity <= 1).map((one) => `${one.path.join('.')}: ${one.message}`)
    expect(serious).toEqual([])
    expect(document?.version()).toBe('3.0.0')
  })

  it('has a channel for every lane', () => {
    const addresses = Object.values(asyncapiDocument(version).channels).map((channel) => channel.address)
    const expected = [
      ...UP_LANES.map((lane) => `anling/v1/{deviceId}/up/${lane}`),
      ...DOWN_LANES.map((lane) => `anling/v1/{deviceId}/down/${lane}`),
    ]
    expect(addresses).toEqual(expected)
  })
})
