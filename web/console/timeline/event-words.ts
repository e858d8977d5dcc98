import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { CONTACT_OUTCOMES, RESULTS } from '#contract/calls'
import type { Event } from '#contract/events'
import type { CallDetails } from '../call/use-call-details.ts'

/** Sentences for events. Events carry ids and codes only; the names come with the details of the call. */
export function useEventWords(details: CallDetails): (event: Event) => string {
  const { t } = useTranslation()
  return (event) =>
    t(`event.${event.type}`, {
      who: actorOf(event, details, t),
      target: targetOf(event, details, t),
      outcome: codeWord(event.data.outcome, CONTACT_OUTCOMES, (code) => t(`contactOutcome.${code}`)),
      result: codeWord(event.data.result, RESULTS, (code) => t(`result.${code}`)),
      step: String(event.data.step ?? ''),
    })
}

function actorOf(event: Event, details: CallDetails, t: TFunction): string {
  if (event.actor.kind === 'device') return t('timeline.device')
  if (event.actor.kind === 'house') return t('timeline.house')
  return details.names[event.actor.id ?? ''] ?? t('timeline.someone')
}

/** Whom an event was about: the contact that was rung, or the colleague the call was given to. */
function targetOf(event: Event, details: CallDetails, t: TFunction): string {
  const contact = details.card?.contacts.find((one) => one.id === event.data.contact)
  if (contact) return `${contact.relation} ${contact.name}`
  if (event.type !== 'call.assigned' && event.type !== 'call.transferred') return t('timeline.theCaller')
  const { assigned, owner } = details.call
  const person = [assigned, owner].find((one) => one?.id === event.data.to)
  return person?.name ?? details.names[String(event.data.to)] ?? t('timeline.someone')
}

function codeWord<C extends string>(value: unknown, codes: readonly C[], word: (code: C) => string): string {
  const code = codes.find((one) => one === value)
  return code === undefined ? '' : word(code)
}
