import { describe, expect, test } from 'vitest'
import { DEVICE_STAGES } from '#contract/devices'
import { type Life, may, stageOf } from '../../server/registry/devices/life.ts'
import { stepsFrom } from '../../web/console/office/devices/steps.ts'

const STOCK: Life = {
  homeId: null,
  revokedAt: null,
  installedAt: null,
  swappedAt: null,
  retiredAt: null,
  retrievedAt: null,
}

/** A device as it comes to each stage. */
const LIVES: readonly Life[] = [
  STOCK,
  { ...STOCK, homeId: 'h', installedAt: 1 },
  { ...STOCK, homeId: 'h', installedAt: 1, swappedAt: 2 },
  { ...STOCK, homeId: 'h', installedAt: 1, retiredAt: 2, revokedAt: 2 },
  { ...STOCK, retrievedAt: 3, revokedAt: 3 },
]

test('there is a life for every stage', () => {
  expect(LIVES.map(stageOf)).toEqual(DEVICE_STAGES)
})

describe('the page offers the steps that the house takes', () => {
  const steps = ['install', 'swap', 'rotate', 'retrieve', 'restock', 'retire'] as const

  test.each(LIVES.map((life) => [stageOf(life), life] as const))('of a device that is %s', (stage, life) => {
    const offered = stepsFrom(stage).filter((step) => step !== 'revoke')
    expect(offered).toEqual(steps.filter((step) => may(step, life)))
  })
})
