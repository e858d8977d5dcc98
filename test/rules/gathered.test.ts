import { expect, test } from 'vitest'
import { gathered } from '../../server/gathered.ts'

function registry() {
  const asked: (readonly string[])[] = []
  const find = gathered(async (ids) => {
    asked.push(ids)
    return ids.filter((id) => id !== 'unknown').map((id) => ({ id }))
  })
  return { asked, find }
}

test('what is asked in one turn is one question, and each gets its own answer', async () => {
  const { asked, find } = registry()
  expect(await Promise.all(['a', 'unknown', 'b', 'a'].map(find))).toEqual([
    { id: 'a' },
    undefined,
    { id: 'b' },
    { id: 'a' },
  ])
  expect(asked).toEqual([['a', 'unknown', 'b']])
})

test('what is asked later is asked anew', async () => {
  const { asked, find } = registry()
  await find('a')
  await find('a')
  expect(asked).toEqual([['a'], ['a']])
})

test('a question that fails fails for all who asked, and not for those after them', async () => {
  let failing = true
  const find = gathered(async (ids) => {
    if (failing) throw new Error('away')
    return ids.map((id) => ({ id }))
  })
  expect((await Promise.allSettled(['a', 'b'].map(find))).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  failing = false
  expect(await find('a')).toEqual({ id: 'a' })
})
