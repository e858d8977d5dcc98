import fc from 'fast-check'
import type { TFunction } from 'i18next'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { Upkeep } from '#contract/devices'
import { NewContact, NewHome, NewResident } from '#contract/registry'
import { ResidentFile } from '#contract/residents'
import { faultIn } from '../../web/console/office/form/rules.ts'
import { shapeOf, toContract, toForm } from '../../web/console/office/form/schema.ts'

/** Says which sentence, not the sentence. */
const t = ((key: string) => key) as unknown as TFunction

const kinds = (fields: Readonly<Record<string, TSchema>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, shapeOf(schema).kind]))

describe('a field of a form looks as its schema says', () => {
  test('lines, boxes, dates and choices', () => {
    expect(kinds(NewResident.properties)).toEqual({
      name: 'line',
      sex: 'choice',
      bornOn: 'date',
      livesAlone: 'yesNo',
      flags: 'choices',
    })
    const { phones, illness, clinic, risk, hearing } = kinds(ResidentFile.properties)
    expect({ phones, illness, clinic, risk, hearing }).toEqual({
      phones: 'lines',
      illness: 'prose',
      clinic: 'line',
      risk: 'choice',
      hearing: 'choice',
    })
  })

  test('a birthday may be left open, a name may not', () => {
    expect(shapeOf(NewResident.properties.bornOn).optional).toBe(true)
    expect(shapeOf(NewResident.properties.name).optional).toBe(false)
    expect(shapeOf(NewResident.properties.sex).optional).toBe(false)
    expect(shapeOf(NewHome.properties.doorNote).optional).toBe(true)
  })
})

/** Every field that people type a text into. */
const TEXTS = Object.entries({
  ...NewResident.properties,
  ...NewContact.properties,
  ...ResidentFile.properties,
  ...Upkeep.properties,
  address: NewHome.properties.address,
}).filter(([, schema]) => ['line', 'prose', 'date', 'lines'].includes(shapeOf(schema).kind))

const typed = fc.oneof(
  fc.string({ maxLength: 40, unit: 'grapheme' }),
  fc.string({ maxLength: 400 }),
  fc.stringMatching(/^[0-9+ -]{0,30}$/),
  fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
  fc.stringMatching(/^\d{17,21}$/),
)

describe('a form lets through exactly what the server takes', () => {
  test.each(TEXTS)('%s', (_, schema) => {
    const shape = shapeOf(schema)
    fc.assert(
      fc.property(typed, (text) => {
        const sent = toContract(shape, text)
        const open = sent === null || sent === ''
        const passes = open ? shape.optional : faultIn(shape, text, t) === null
        expect(passes).toBe(Value.Check(schema, sent))
      }),
    )
  })

  test('what stands in the contract comes back unchanged', () => {
    const shape = shapeOf(ResidentFile.properties.phones)
    expect(toContract(shape, toForm(shape, ['022-5550001', '022-5550002']))).toEqual(['022-5550001', '022-5550002'])
    expect(toContract(shape, '  022-5550001 \n\n')).toEqual(['022-5550001'])
    const risk = shapeOf(ResidentFile.properties.risk)
    expect(toContract(risk, toForm(risk, null))).toBeNull()
  })

  test('a choice is asked for, a number has its limits', () => {
    const level = ResidentFile.properties.capability.anyOf[0].properties.level
    expect(faultIn(shapeOf(level), 4, t)).toBeNull()
    expect(faultIn(shapeOf(level), 5, t)).toBe('form.badNumber')
    expect(faultIn(shapeOf(level), 1.5, t)).toBe('form.badNumber')
  })
})
