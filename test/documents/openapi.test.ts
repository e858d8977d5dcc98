import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import type { Route } from '#contract/route'
import * as routes from '#contract/routes'
import { startHouse } from '../support/house.ts'

interface OpenApi {
  readonly openapi: string
  readonly paths: Record<string, Record<string, unknown>>
  readonly [part: string]: unknown
}

async function served(): Promise<OpenApi> {
  const house = await startHouse()
  try {
    const response = await fetch(`${house.app.url}/api/openapi.json`)
    return (await response.json()) as OpenApi
  } finally {
    await house.stop()
  }
}

test('the description that the server gives of itself is valid OpenAPI 3.1 and the committed one', async () => {
  const document = await served()
  expect(document.openapi).toBe('3.1.0')
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../../docs/openapi.json')
})

test('every route of the contract is served and described, and nothing else is', async () => {
  const { paths } = await served()
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const groups: Record<string, Route>[] = Object.values(routes)
  const named = groups.flatMap((group) => Object.values(group))
  const expected = named.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
  expect(described.sort()).toEqual(expected.sort())
})

test('control: a document with a broken part is refused', async () => {
  const broken = { ...(await served()), paths: { '/api/calls': { get: { responses: 'none' } } } }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})
