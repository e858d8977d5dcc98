import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reachWords } from '../../contacts/reach-words.ts'
import { FailureText } from '../../failure.tsx'
import { EditButton } from '../file/edit-button.tsx'
import { type Reveal, Revealed } from '../file/revealed.tsx'
import { Panel } from '../frame/page.tsx'
import { moved, type People, type Somebody } from './people.ts'
import { PersonDialog } from './person-dialog.tsx'
import type { HomeProps } from './place-panels.tsx'

interface Props extends HomeProps {
  readonly people: People
  /** A way to the full phone of somebody of this home. */
  readonly useReveal: (homeId: string, id: string) => Reveal
}

/** People around a home, in the order they are asked. */
export function PeoplePanel({ people, home, editable, useReveal }: Props) {
  const [asked, setAsked] = useState<Somebody | 'new' | null>(null)
  const ask = (whom: Somebody | 'new'): void => {
    people.reset()
    setAsked(whom)
  }
  const add = <Button onClick={() => ask('new')}>{people.addWord}</Button>
  return (
    <Panel title={people.title} actions={editable ? add : null}>
      {people.items.length === 0 ? <p className="faint">{people.none}</p> : null}
      <ol className="people" aria-label={people.title}>
        {people.items.map((somebody) => (
          <li key={somebody.id} className="person">
            <PersonWords somebody={somebody} home={home} editable={editable} useReveal={useReveal} />
            {editable ? <PersonButtons somebody={somebody} people={people} edit={() => ask(somebody)} /> : null}
          </li>
        ))}
      </ol>
      {asked === null ? <FailureText error={people.error} /> : null}
      {asked === null ? null : <PersonDialog people={people} whom={asked} close={() => setAsked(null)} />}
    </Panel>
  )
}

interface PersonProps extends HomeProps {
  readonly somebody: Somebody
  readonly useReveal: Props['useReveal']
}

function PersonWords({ somebody, home, editable, useReveal }: PersonProps) {
  const { t } = useTranslation()
  const { id, name, as, phone, note, minutesAway, hours, reachableNow } = somebody
  return (
    <div className="person-words">
      <strong className="hit-name">{name}</strong>
      <span className="soft">{as}</span>
      <span className="private">
        <Revealed
          what={t('home.phoneOf', { name })}
          masked={[phone]}
          reveal={useReveal(home.id, id)}
          mayShow={editable}
          version={home.version}
        />
      </span>
      {minutesAway === null ? null : <span className="soft">{t('home.away', { minutes: minutesAway })}</span>}
      {hours.length === 0 ? null : <span className="soft">{reachWords(hours, t)}</span>}
      {reachableNow ? null : <span className="due">{t('reach.notNow')}</span>}
      {note === '' ? null : <span className="faint">{note}</span>}
    </div>
  )
}

interface ButtonsProps {
  readonly somebody: Somebody
  readonly people: People
  readonly edit: () => void
}

function PersonButtons({ somebody: { id, name }, people, edit }: ButtonsProps) {
  const { t } = useTranslation()
  const ids = people.items.map((one) => one.id)
  const arrows = [
    { by: -1, sign: '↑', word: t('home.earlier', { name }) },
    { by: 1, sign: '↓', word: t('home.later', { name }) },
  ] as const
  return (
    <div className="button-line">
      {arrows.map(({ by, sign, word }) => {
        const order = moved(ids, id, by)
        return (
          <Button
            key={sign}
            size="small"
            aria-label={word}
            disabled={order === ids || people.busy}
            onClick={() => people.order(order)}
          >
            {sign}
          </Button>
        )
      })}
      <EditButton small what={name} onClick={edit} />
    </div>
  )
}
