import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { KeyCaps } from '../keys/key-caps.tsx'
import { digitOf } from '../keys/shortcuts.ts'

/** Keys of the options, in order: a row of the keyboard. */
const CAPS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const
const CODES: Readonly<Record<string, number>> = { Minus: 10, Equal: 11 }

export interface Choice<V> {
  readonly value: V
  readonly label: string
}

interface Props<V> {
  readonly legend: string
  readonly choices: readonly Choice<V>[]
  readonly value: V | undefined
  readonly choose: (value: V) => void
  /** Called after a choice by digit, to go on to the next question. */
  readonly next: () => void
  readonly extra?: ReactNode
}

/** One question with all its answers in sight. Arrows move as in any radio group; a digit chooses and moves on. */
export function Choices<V extends string | null>({ legend, choices, value, choose, next }: Props<V>) {
  const name = useId()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const choice = choices[indexOf(event.nativeEvent)]
    if (!choice) return
    event.preventDefault()
    choose(choice.value)
    next()
  }
  const entry = choices.some((choice) => choice.value === value) ? value : choices[0]?.value
  return (
    <fieldset className="choices" onKeyDown={onKeyDown}>
      <legend>{legend}</legend>
      <div className="choice-grid">
        {choices.map((choice, index) => (
          <label key={choice.value ?? 'nobody'} className={choice.value === value ? 'choice chosen' : 'choice'}>
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              tabIndex={choice.value === entry ? 0 : -1}
              onChange={() => choose(choice.value)}
            />
            <span>{choice.label}</span>
            <KeyCaps caps={CAPS[index] ? [CAPS[index]] : []} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Position of the option that a key names; -1 for a key that names none. */
function indexOf(event: { readonly code: string }): number {
  const digit = digitOf(event)
  if (digit !== null) return digit === 0 ? 9 : digit - 1
  return CODES[event.code] ?? -1
}
