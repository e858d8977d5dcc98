import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly title: string
  /** One line below the title. */
  readonly lead?: ReactNode
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Where the focus goes when somebody arrives at a page. */
export const HEADING_ID = 'page-title'

/** A page of the office: its name, what can be done on all of it, and its contents. */
export function Page({ title, lead, actions, children }: Props) {
  const { t } = useTranslation()
  const word = t('office.name')
  useEffect(() => {
    document.title = `${title} · ${word}`
  }, [title, word])
  return (
    <>
      <div className="page-head">
        <div className="page-name">
          <h1 id={HEADING_ID} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <p className="soft">{lead}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
      {children}
    </>
  )
}

interface SectionProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** One matter on a page. */
export function Panel({ title, actions, children }: SectionProps) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-top">
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
