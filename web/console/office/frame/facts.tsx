import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface Fact {
  readonly label: string
  /** Null: not known. */
  readonly value: ReactNode
  readonly wide?: boolean
}

/** What is known, name by name. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const { t } = useTranslation()
  return (
    <dl className="facts">
      {facts.map(({ label, value, wide }) => (
        <div key={label} className={wide ? 'wide' : undefined}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="faint">{t('form.unset')}</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
