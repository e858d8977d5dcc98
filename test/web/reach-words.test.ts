import fc from 'fast-check'
import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { reachWords, runsOf } from '../../web/console/contacts/reach-words.ts'
import { catalogues } from '../../web/shared/i18n/catalogues.ts'

const words = i18next.createInstance()
beforeAll(() =>
  words.init({
    lng: 'zh-CN',
    interpolation: { escapeValue: false },
    resources: { 'zh-CN': { translation: catalogues['zh-CN'] } },
  }),
)

test('days that follow on each other are said as one stretch, and no day is lost or added', () => {
  const days = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(days, (given) => {
      const runs = runsOf(given)
      const said = runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n))
      expect(said).toEqual([...new Set(given)].sort())
      // Two stretches that touch would be one.
      expect(runs.some(([first], n) => first === (runs[n - 1]?.[1] ?? -1) + 1)).toBe(false)
    }),
  )
})

test.each([
  [[], '随时可以联系'],
  [[{ weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '07:00' }], '周一至周五 18:00–次日 07:00'],
  [[{ weekdays: [7, 6], from: '08:00', to: '20:00' }], '周六、周日 08:00–20:00'],
  [[{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }], '每天 08:00–20:00'],
  [
    [
      { weekdays: [1, 3, 4, 5], from: '12:00', to: '13:00' },
      { weekdays: [7], from: '09:00', to: '21:00' },
    ],
    '周一、周三至周五 12:00–13:00；周日 09:00–21:00',
  ],
])('hours %# in one line', (hours, line) => {
  expect(reachWords(hours, words.t)).toBe(line)
})
