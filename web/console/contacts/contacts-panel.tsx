import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import type { CardContact, HomeCard } from '#contract/registry'
import { useShortcut } from '../keys/listening.ts'
import { digitOf } from '../keys/shortcuts.ts'
import { type ContactOutcome, logAttempt } from './attempts.ts'
import { CallerLine, ContactLine } from './contact-line.tsx'
import { Devices } from './devices.tsx'
import { SoftphoneSwitch } from './softphone.tsx'

interface Props {
  readonly call: Call
  readonly card: HomeCard | null
}

/** Right column: who can help, and what stands in the home. */
export function ContactsPanel({ call, card }: Props) {
  const { t } = useTranslation()
  const contacts = card?.contacts ?? []
  const lines = useContactLines(call, contacts)
  return (
    <aside className="contacts-panel" aria-label={t('contacts.region')}>
      <section aria-labelledby="contacts-title">
        <div className="section-head">
          <h3 id="contacts-title">{t('contacts.title')}</h3>
          <SoftphoneSwitch />
        </div>
        <ul className="contacts">
          <CallerLine asking={lines.asking === 'caller'} reach={lines.reachCaller} answer={lines.answer} />
          {contacts.map((contact, index) => (
            <ContactLine
              key={contact.id}
              contact={contact}
              digit={index < 9 ? index + 1 : null}
              asking={lines.asking === contact.id}
              dial={lines.dial}
              answer={lines.answer}
            />
          ))}
        </ul>
        {contacts.length === 0 ? <p className="faint">{t('contacts.none')}</p> : null}
      </section>
      <Devices devices={card?.devices ?? []} />
    </aside>
  )
}

interface ContactLines {
  /** Whose answer is awaited: a contact's id, the caller, or nobody's. */
  readonly asking: string | null
  dial(contact: CardContact): void
  reachCaller(): void
  answer(contact: CardContact | null, outcome: ContactOutcome): void
}

function useContactLines(call: Call, contacts: readonly CardContact[]): ContactLines {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<string | null>(null)
  const start = async (contact: CardContact | null): Promise<void> => {
    if (await logAttempt(call.id, contact, 'dialling', null)) setAsking(contact?.id ?? 'caller')
  }
  const finish = async (contact: CardContact | null, outcome: ContactOutcome): Promise<void> => {
    const name = contact?.name ?? t('contacts.caller')
    if (await logAttempt(call.id, contact, outcome, { name, outcome: t(`contactOutcome.${outcome}`) })) setAsking(null)
  }
  useShortcut('contact', (event) => {
    const contact = contacts[(digitOf(event) ?? 0) - 1]
    // Through the link itself, so that the telephone program is told as well.
    if (contact) document.getElementById(`dial-${contact.id}`)?.click()
  })
  useShortcut('caller', () => void start(null))
  return {
    asking,
    dial: (contact) => void start(contact),
    reachCaller: () => void start(null),
    answer: (contact, outcome) => void finish(contact, outcome),
  }
}
