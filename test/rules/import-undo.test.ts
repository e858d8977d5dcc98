import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IMPORT_STAGES, KEPT_REASONS, TABLE_KINDS } from '#contract/imports'
import { goesWithTheLast, keptBecause, undoRefusal } from '../../server/registry/imports/undo.ts'

const stage = fc.constantFrom(...IMPORT_STAGES)
const kind = fc.constantFrom(...TABLE_KINDS)
const job = fc.record({ kind, stage, added: fc.nat(3), undone: fc.option(fc.nat(3)) })

test('only what ended with rows taken in, by a version that noted them, can be taken back', () => {
  fc.assert(
    fc.property(job, (one) => {
      const isEnded = ['checked', 'done', 'cancelled', 'failed'].includes(one.stage)
      const isNoted = one.kind !== 'areas' && one.undone !== null
      expect(undoRefusal(one) === null).toBe(isEnded && one.added > 0 && isNoted)
    }),
  )
  expect(undoRefusal({ kind: 'homes', stage: 'done', added: 1, undone: null })).toBe('import_too_old')
  expect(undoRefusal({ kind: 'areas', stage: 'done', added: 1, undone: null })).toBe('import_of_areas')
  expect(undoRefusal({ kind: 'homes', stage: 'done', added: 0, undone: null })).toBe('import_not_applied')
})

test('whatever has touched somebody keeps them, and the reason is one of those', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...KEPT_REASONS)), (reasons) => {
      const why = keptBecause(new Set(reasons))
      expect(why === null ? reasons : reasons.includes(why)).toEqual(why === null ? [] : true)
    }),
  )
})

test('what came beside people goes when everybody is gone, and only then', () => {
  const fate = fc.constantFrom(
    { takenBackAt: 1, kept: null },
    { takenBackAt: null, kept: 'left' as const },
    { takenBackAt: null, kept: 'hold' as const },
    { takenBackAt: null, kept: null },
  )
  fc.assert(
    fc.property(fc.array(fate), (rows) => {
      const stays = rows.some((row) => row.takenBackAt === null && row.kept !== 'left')
      expect(goesWithTheLast(rows)).toBe(!stays)
    }),
  )
})
