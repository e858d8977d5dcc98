import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFailureWords } from '../shared/api/failure-words.ts'
import { Refusal } from '../shared/api/refusal.ts'

/** A failure inside a form, in the catalogue's words or closer ones. The place for it is always there, so that screen readers hear it arrive. */
export function FailureText({ error, words: closer }: { readonly error: unknown; readonly words?: string }) {
  const words = useFailureWords()
  return (
    <p className="failure-text" role="status">
      {error ? (closer ?? words(error)) : ''}
    </p>
  )
}

/** A failure in place of what should have been here, with a way on. */
export function FailurePanel({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  return (
    <section className="quiet-state" aria-label={t('app.failed')}>
      <p className="quiet-title">{t('app.failed')}</p>
      <p>{words(error)}</p>
      {error instanceof Refusal && error.requestId !== '' ? (
        <p className="faint">{t('app.reference', { id: error.requestId })}</p>
      ) : null}
      <Button onClick={retry}>{t('app.retry')}</Button>
    </section>
  )
}
