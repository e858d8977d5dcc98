import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Panel } from '../frame/page.tsx'

/** One thing that was written down, and what can be done about it. */
export interface Entry {
  readonly id: string
  readonly head: string
  readonly lines: readonly string[]
  /** What somebody has to see to. */
  readonly due?: string | null
  readonly action: { readonly word: string; readonly onClick: () => void } | null
}

interface Props {
  readonly title: string
  readonly lead?: string
  readonly none: string
  /** Null: whoever looks only reads. */
  readonly add: { readonly word: string; readonly onClick: () => void } | null
  readonly entries: readonly Entry[]
  /** The dialog that is open. */
  readonly children: ReactNode
}

/** What was written down about somebody and only ever grows: nothing is changed, it is ended or withdrawn. */
export function RecordsPanel({ title, lead, none, add, entries, children }: Props) {
  return (
    <Panel title={title} actions={add ? <Button onClick={add.onClick}>{add.word}</Button> : null}>
      {lead ? <p className="soft">{lead}</p> : null}
      {entries.length === 0 ? <p className="faint">{none}</p> : null}
      <ol className="people" aria-label={title}>
        {entries.map(({ id, head, lines, due, action }) => (
          <li key={id} className="person">
            <div className="person-words">
              <strong className="hit-name">{head}</strong>
              {due ? <span className="due">{due}</span> : null}
              {lines.map((line) => (
                <span key={line} className="soft">
                  {line}
                </span>
              ))}
            </div>
            {action ? (
              <Button onClick={action.onClick} aria-label={`${action.word} ${head}`}>
                {action.word}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {children}
    </Panel>
  )
}
