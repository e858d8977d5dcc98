import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardContact } from '#contract/registry'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { KeyCaps } from '../keys/key-caps.tsx'
import { ANSWERS, type ContactOutcome } from './attempts.ts'
import { reachWords } from './reach-words.ts'
import { useSoftphone } from './softphone.tsx'

interface ContactProps {
  readonly contact: CardContact
  /** Key of this contact; only the first nine have one. */
  readonly digit: number | null
  readonly asking: boolean
  readonly dial: (contact: CardContact) => void
  readonly answer: (contact: CardContact, outcome: ContactOutcome) => void
}

/** One person to ring: relation, name, number, and a link that the telephone program understands. */
export function ContactLine({ contact, digit, asking, dial, answer }: ContactProps) {
  const { t } = useTranslation()
  const softphone = useSoftphone((phone) => phone.on)
  return (
    <li className={asking ? 'contact asking' : 'contact'}>
      <div className="contact-main">
        <span className="contact-who">
          {digit === null ? null : <KeyCaps caps={['Alt', String(digit)]} />}
          <span className="contact-relation">{contact.relation}</span>
          <strong>{contact.name}</strong>
        </span>
        <span className="contact-phone">{contact.phone}</span>
        <Hours contact={contact} />
        {contact.note === '' ? null : <span className="contact-note">{contact.note}</span>}
      </div>
      <a
        id={`dial-${contact.id}`}
        className="dial"
        aria-keyshortcuts={digit === null ? undefined : `Alt+${digit}`}
        href={`tel:${contact.phone.replace(/[^0-9+]/g, '')}`}
        aria-label={t('contacts.dialNamed', { name: contact.name })}
        onClick={(event) => {
          // A masked number is nobody's; the house then says to claim the call first.
          if (!softphone || contact.phone.includes('*')) event.preventDefault()
          dial(contact)
        }}
      >
        <Glyph name="phone" />
        {t('contacts.dial')}
      </a>
      {asking ? <Answers name={contact.name} answer={(outcome) => answer(contact, outcome)} /> : null}
    </li>
  )
}

/** Hours are advice: in an emergency anybody is rung at any time, so nothing is barred. */
function Hours({ contact: { hours, reachableNow } }: Pick<ContactProps, 'contact'>) {
  const { t } = useTranslation()
  if (hours.length === 0) return null
  return (
    <span className="contact-hours">
      {reachableNow ? null : <strong className="not-now">{t('reach.notNow')}</strong>}
      <span>{reachWords(hours, t)}</span>
    </span>
  )
}

interface CallerProps {
  readonly asking: boolean
  readonly reach: () => void
  readonly answer: (contact: null, outcome: ContactOutcome) => void
}

/** The caller, through the device: always the first to be asked. */
export function CallerLine({ asking, reach, answer }: CallerProps) {
  const { t } = useTranslation()
  return (
    <li className={asking ? 'contact caller asking' : 'contact caller'}>
      <div className="contact-main">
        <span className="contact-who">
          <KeyCaps caps={['F2']} />
          <strong>{t('contacts.caller')}</strong>
        </span>
        <span className="contact-note">{t('contacts.viaDevice')}</span>
      </div>
      <button type="button" className="dial" aria-label={t('contacts.talk')} onClick={reach}>
        <Glyph name="speak" />
        {t('contacts.dial')}
      </button>
      {asking ? <Answers name={t('contacts.caller')} answer={(outcome) => answer(null, outcome)} /> : null}
    </li>
  )
}

function Answers({ name, answer }: { readonly name: string; readonly answer: (outcome: ContactOutcome) => void }) {
  const { t } = useTranslation()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  const question = t('contacts.outcomeAsk', { name })
  return (
    <fieldset className="answers" aria-label={question}>
      <span className="soft">{question}</span>
      {ANSWERS.map((outcome, index) => (
        <Button key={outcome} size="small" ref={index === 0 ? first : null} onClick={() => answer(outcome)}>
          {t(`contactOutcome.${outcome}`)}
        </Button>
      ))}
    </fieldset>
  )
}
