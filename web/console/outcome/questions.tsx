import { useTranslation } from 'react-i18next'
import { CAUSES, type Call, RESULTS, SEEN_BY } from '#contract/calls'
import { type Answer, ChoiceList } from './choice-list.tsx'
import type { Answers } from './finishing.ts'

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
  const residents = call.home?.residents ?? []
  const questions: readonly Answer[] = [
    {
      name: 'cause',
      legend: t('outcome.cause'),
      choices: CAUSES.map((value) => ({ value, label: t(`cause.${value}`) })),
      value: answers.cause,
      choose: (cause: Answers['cause']) => change({ ...answers, cause }),
    },
    {
      name: 'result',
      legend: t('outcome.result'),
      choices: RESULTS.map((value) => ({ value, label: t(`result.${value}`) })),
      value: answers.result,
      choose: (result: Answers['result']) => change({ ...answers, result }),
    },
    {
      name: 'seenBy',
      legend: t('outcome.seenBy'),
      choices: SEEN_BY.map((value) => ({ value, label: t(`seenBy.${value}`) })),
      value: answers.seenBy,
      choose: (seenBy: Answers['seenBy']) => change({ ...answers, seenBy }),
    },
    {
      name: 'concerns',
      legend: t('outcome.concerns'),
      choices: [
        ...residents.map((resident) => ({ value: resident.id, label: resident.name })),
        { value: null, label: t('outcome.concernsNobody') },
      ],
      value: answers.concerns,
      choose: (concerns: Answers['concerns']) => change({ ...answers, concerns }),
    },
  ]
  return <ChoiceList questions={questions} last={last} />
}
