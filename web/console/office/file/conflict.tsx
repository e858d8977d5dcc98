import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { changedMeanwhile, type FileWords, type Known, said } from './file.ts'

interface Props {
  readonly names: readonly string[]
  readonly words: FileWords
  /** As the form began. */
  readonly base: Known
  /** As it stands now. */
  readonly now: Known
  readonly takeTheirs: () => void
}

/** Somebody saved in the meantime: what they wrote, and the choice between theirs and what stands in the form. */
export function Conflict({ names, words, base, now, takeTheirs }: Props) {
  const { t } = useTranslation()
  const theirs = changedMeanwhile(names, base, now)
  return (
    <div className="conflict" role="alert">
      <p>{t('problem.stale_version')}</p>
      <ul>
        {theirs.map((name) => (
          <li key={name}>
            {t('file.nowStands', {
              what: words.label(name),
              value: said(words, name, now[name], t) ?? t('form.unset'),
            })}
          </li>
        ))}
      </ul>
      <p>{t(theirs.length === 0 ? 'file.otherFields' : 'file.saveOver')}</p>
      {theirs.length > 0 ? <Button onClick={takeTheirs}>{t('file.takeTheirs')}</Button> : null}
    </div>
  )
}
