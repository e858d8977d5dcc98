import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEVICE_STAGES, type DeviceStage } from '#contract/devices'
import { type Life, lifeAfter, may, type Step, stageOf } from '../../server/registry/devices/life.ts'
import { codeHash, newPairingCode } from '../../server/registry/pairing/credential.ts'
import { readCode } from '../../server/registry/typed-code.ts'

const STEPS: readonly Step[] = ['install', 'swap', 'retire', 'retrieve', 'restock', 'rotate']
const NEW: Life = {
  homeId: null,
  revokedAt: null,
  installedAt: null,
  swappedAt: null,
  retiredAt: null,
  retrievedAt: null,
}

/** Where each step leads, whatever the device has been through. */
const LEADS: Readonly<Record<Step, DeviceStage | null>> = {
  install: 'installed',
  swap: 'swapped',
  retire: 'retired',
  retrieve: 'retrieved',
  restock: 'stock',
  rotate: null,
}

describe('the life of a device', () => {
  it('leads where each step says, on every way that is allowed', () => {
    const reached = new Set<DeviceStage>()
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 30 }), (steps) => {
        let life = NEW
        for (const [n, step] of steps.entries()) {
          const before = stageOf(life)
          if (!may(step, life)) continue
          life = lifeAfter(step, life, n + 1, 'home')
          expect(stageOf(life)).toBe(LEADS[step] ?? before)
          reached.add(stageOf(life))
        }
      }),
    )
    expect([...reached].sort()).toEqual([...DEVICE_STAGES].sort())
  })

  it('opens nothing once it was retired or brought back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 30 }), (steps) => {
        let life = NEW
        for (const [n, step] of steps.entries()) if (may(step, life)) life = lifeAfter(step, life, n + 1, 'home')
        expect(life.revokedAt !== null).toBe(['retired', 'retrieved'].includes(stageOf(life)))
      }),
    )
  })
})

describe('a pairing code', () => {
  it('is read as it was meant, however it is typed', () => {
    const wild = fc.array(fc.constantFrom('', ' ', '-'), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(wild, fc.boolean(), (gaps, small) => {
        const code = newPairingCode()
        const plain = code.replace('-', '')
        const typed = [...plain].map((letter, n) => (gaps[n] ?? '') + letter).join('')
        const like = typed.replaceAll('0', 'o').replaceAll('1', 'l')
        expect(readCode(small ? like.toLowerCase() : like)).toBe(plain)
      }),
    )
  })

  it('is made of ten letters and digits, and never twice', () => {
    const codes = Array.from({ length: 1_000 }, newPairingCode)
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(new Set(codes).size).toBe(codes.length)
    const [code = ''] = codes
    expect(codeHash(new Uint8Array(32), code)).not.toEqual(codeHash(new Uint8Array(32).fill(1), code))
  })
})
