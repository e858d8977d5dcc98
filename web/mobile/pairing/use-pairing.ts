import { useCallback, useEffect, useState } from 'react'
import type { Pairing } from '#contract/devices'
import { call } from '../../shared/api/api.ts'
import { Refusal } from '../../shared/api/refusal.ts'
import { LOOK, type Look, PAIR, type Pair } from './addresses.ts'

/** Between two looks at whether the test press has arrived. Milliseconds. */
const LOOK_MS = 2_000

export interface PairingWork {
  /** What the house says of this code; null before it was asked. */
  readonly pairing: Pairing | null
  readonly isBusy: boolean
  /** Why the last step failed. */
  readonly error: unknown
  /** The server was not reached while waiting for the press; it is asked again. */
  readonly isLost: boolean
  enter(code: string): Promise<void>
  install(deviceId: string): Promise<void>
  startOver(): void
}

/** Code, unit, test press: where the installation stands, asked of the server and never guessed. */
export function usePairing(): PairingWork {
  const [code, setCode] = useState('')
  const [pairing, setPairing] = useState<Pairing | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [isLost, setLost] = useState(false)

  const startOver = useCallback((why: unknown = null) => {
    setPairing(null)
    setError(why)
    setLost(false)
  }, [])

  const step = useCallback(async (ask: () => Promise<Pairing>) => {
    setBusy(true)
    setError(null)
    try {
      setPairing(await ask())
    } catch (fault) {
      setError(fault)
      // What is left of the tries has changed.
      if (fault instanceof Refusal && fault.code === 'pairing_code_over') setPairing(null)
    } finally {
      setBusy(false)
    }
  }, [])

  const isWaiting = pairing !== null && pairing.pairedAt !== null && pairing.testedAt === null
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => {
      call<Look>(LOOK, { body: { code } }).then(
        (seen) => {
          setLost(false)
          setPairing(seen)
        },
        (fault: unknown) => (fault instanceof Refusal ? startOver(fault) : setLost(true)),
      )
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [isWaiting, code, startOver])

  return {
    pairing,
    isBusy,
    error,
    isLost,
    enter(typed) {
      setCode(typed)
      return step(() => call<Look>(LOOK, { body: { code: typed } }))
    },
    async install(deviceId) {
      await step(() => call<Pair>(PAIR, { body: { code, deviceId } }))
    },
    startOver: () => startOver(),
  }
}
