import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureText } from '../../failure.tsx'

/** Asking for what is masked; that somebody did is written down by the server. */
export interface Reveal {
  readonly ask: () => void
  readonly busy: boolean
  readonly error: unknown
  /** Null until it was asked for. */
  readonly values: readonly string[] | null
}

interface Props {
  readonly what: string
  readonly masked: readonly string[]
  readonly reveal: Reveal
  readonly mayShow: boolean
  /** A change of the file makes what was shown old. */
  readonly version: number
}

/** A masked value, in full once somebody asked for it; forgotten when the page is left or the file changes. */
export function Revealed({ what, masked, reveal, mayShow, version }: Props) {
  const { t } = useTranslation()
  const [askedAt, setAskedAt] = useState(version)
  const open = askedAt === version ? reveal.values : null
  if (masked.length === 0) return <span className="faint">{t('form.unset')}</span>
  const show = (): void => {
    setAskedAt(version)
    reveal.ask()
  }
  return (
    <>
      <span className="private-value" aria-live="polite">
        {(open ?? masked).join('\n')}
      </span>
      {mayShow && !open ? (
        <Button size="small" loading={reveal.busy} onClick={show} aria-label={t('file.showNamed', { what })}>
          {t('file.show')}
        </Button>
      ) : null}
      {reveal.error ? <FailureText error={reveal.error} /> : null}
    </>
  )
}
