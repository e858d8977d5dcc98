import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES } from '#contract/accounts'
import type { Route } from '#contract/route'
import { SECTIONS, sectionsOf } from '../../web/console/office/sections.ts'
import { type House, startHouse } from '../support/house.ts'
import { type Input, type Person, request } from '../support/person.ts'

let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** Whether the server lets this person in at all; what exactly is asked for does not matter. */
async function opens(person: Person, route: Route): Promise<boolean> {
  const input = { query: { q: 'x' } } as unknown as Input<Route>
  const { answer } = await request(house.app.url, person.cookie, route, input)
  return answer.problem?.code !== 'not_allowed'
}

test('the navigation of the office shows each role the doors that open for it, and no other', async () => {
  for (const role of ROLES) {
    const person = await house.given.person(role)
    const open: string[] = []
    for (const { key, reads } of SECTIONS) if (await opens(person, reads)) open.push(key)
    expect({ role, sections: sectionsOf(role).map(({ key }) => key) }).toEqual({ role, sections: open })
  }
})
