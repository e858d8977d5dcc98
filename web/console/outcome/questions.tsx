import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CAUSES, type Call, RESULTS, SEEN_BY } from '#contract/calls'
import { Choices } from './choices.tsx'
import { type Answers, QUESTIONS, type Question } from './finishing.ts'

interface Props {
  readonly call: Call
  readonly answers: Answers
  readonly change: (answers: Answers) => void
  /** After the last answer by key. */
  readonly last: () => void
}

/** The four questions of an outcome, one under the other. */
export function Questions({ call, answers, change, last }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    focusQuestion(box.current, 0)
  }, [])
  const next = (question: Question) => () => {
    if (!focusQuestion(box.current, QUESTIONS.indexOf(question) + 1)) last()
  }
  const residents = call.home?.residents ?? []
  const concerned = [
    ...residents.map((resident) => ({ value: resident.id, label: resident.name })),
    { value: null, label: t('outcome.concernsNobody') },
  ]
  return (
    <div ref={box}>
      <Choices
        legend={t('outcome.cause')}
        choices={CAUSES.map((value) => ({ value, label: t(`cause.${value}`) }))}
        value={answers.cause}
        choose={(cause) => change({ ...answers, cause })}
        next={next('cause')}
      />
      <Choices
        legend={t('outcome.result')}
        choices={RESULTS.map((value) => ({ value, label: t(`result.${value}`) }))}
        value={answers.result}
        choose={(result) => change({ ...answers, result })}
        next={next('result')}
      />
      <Choices
        legend={t('outcome.seenBy')}
        choices={SEEN_BY.map((value) => ({ value, label: t(`seenBy.${value}`) }))}
        value={answers.seenBy}
        choose={(seenBy) => change({ ...answers, seenBy })}
        next={next('seenBy')}
      />
      <Choices<string | null>
        legend={t('outcome.concerns')}
        choices={concerned}
        value={answers.concerns}
        choose={(concerns) => change({ ...answers, concerns })}
        next={next('concerns')}
      />
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
