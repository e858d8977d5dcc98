import { describe, expect, test } from 'vitest'
import { PROBLEMS } from '#contract/problems'
import { catalogues, LANGUAGES, type Language } from '../../web/shared/i18n/catalogues.ts'
import { officeCatalogues } from '../../web/shared/i18n/office/office-catalogues.ts'

type Branch = string | { readonly [key: string]: Branch }

/** Every sentence with the path that leads to it: `queue.empty` → 现在没有呼叫. */
function sentences(branch: Branch, path = ''): Array<[string, string]> {
  if (typeof branch === 'string') return [[path, branch]]
  return Object.entries(branch).flatMap(([key, below]) => sentences(below, path === '' ? key : `${path}.${key}`))
}

function blanks(sentence: string): string[] {
  return [...sentence.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').sort()
}

const flat = (language: Language): Map<string, string> =>
  new Map([...sentences(catalogues[language]), ...sentences(officeCatalogues[language])])
const chinese = flat('zh-CN')

describe.each(LANGUAGES)('the catalogue in %s', (language) => {
  const said = flat(language)

  test('says exactly what the Chinese one says', () => {
    expect([...said.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  test('leaves no sentence empty', () => {
    expect([...said].filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })

  test('has the same blanks to fill', () => {
    const other = [...said].filter(([key, sentence]) => `${blanks(sentence)}` !== `${blanks(chinese.get(key) ?? '')}`)
    expect(other).toEqual([])
  })

  test('has a sentence for every refusal the house can give', () => {
    expect(Object.keys(catalogues[language].problem).sort()).toEqual(Object.keys(PROBLEMS).sort())
  })
})

test('the English catalogue has no Chinese left in it, but for the name of the other language', () => {
  const left = [...flat('en')].filter(([, sentence]) => /\p{Script=Han}/u.test(sentence)).map(([key]) => key)
  expect(left).toEqual(['app.language', 'app.switchLanguage'])
})

test('the office says nothing under a name that the desk uses', () => {
  const shared = Object.keys(officeCatalogues['zh-CN']).filter((key) => key in catalogues['zh-CN'])
  expect(shared).toEqual([])
})
