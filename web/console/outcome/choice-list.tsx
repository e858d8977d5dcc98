import { useEffect, useRef } from 'react'
import { type Choice, Choices } from './choices.tsx'

/** A question with its answers, and what was chosen. */
export interface Answer {
  /** Tells the questions apart, whatever language they are asked in. */
  readonly name: string
  readonly legend: string
  readonly choices: readonly Choice<string | null>[]
  readonly value: string | null | undefined
  readonly choose: (value: never) => void
}

interface Props {
  readonly questions: readonly Answer[]
  /** After the last answer by key. */
  readonly last: () => void
}

/** Questions one under the other; a digit answers one and leads to the next. */
export function ChoiceList({ questions, last }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const isAsking = questions.length > 0
  useEffect(() => {
    if (isAsking) focusQuestion(box.current, 0)
  }, [isAsking])
  return (
    <div ref={box}>
      {questions.map(({ name, legend, choices, value, choose }, index) => (
        <Choices
          key={name}
          legend={legend}
          choices={choices}
          value={value}
          choose={choose as (value: string | null) => void}
          next={() => {
            if (!focusQuestion(box.current, index + 1)) last()
          }}
        />
      ))}
    </div>
  )
}

/** Puts the focus on the answer of a question where Tab would enter it. @returns false past the last. */
function focusQuestion(box: HTMLElement | null, index: number): boolean {
  const group = box?.querySelectorAll('fieldset')[index]
  const radio = group?.querySelector<HTMLInputElement>('input[tabindex="0"]')
  radio?.focus()
  return radio !== null && radio !== undefined
}
