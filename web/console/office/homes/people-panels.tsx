import { registryRoutes, responderRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import type { Reveal } from '../file/revealed.tsx'
import { PeoplePanel } from './people-panel.tsx'
import type { HomeProps } from './place-panels.tsx'
import { useContacts, useResponders } from './use-people.ts'

/** Whom to ring, the first first. */
export function ContactsPanel({ home, editable }: HomeProps) {
  return <PeoplePanel people={useContacts(home)} home={home} editable={editable} useReveal={useContactReveal} />
}

/** Who can be at the door soon, though they are no family. */
export function RespondersPanel({ home, editable }: HomeProps) {
  return <PeoplePanel people={useResponders(home)} home={home} editable={editable} useReveal={useResponderReveal} />
}

function useContactReveal(id: string, contactId: string): Reveal {
  const show = useWrite(registryRoutes.showContact, [registryRoutes.readings])
  return revealOf(show, () => show.mutate({ params: { id, contactId } }))
}

function useResponderReveal(id: string, responderId: string): Reveal {
  const show = useWrite(responderRoutes.show, [registryRoutes.readings])
  return revealOf(show, () => show.mutate({ params: { id, responderId } }))
}

interface Show {
  readonly isPending: boolean
  readonly error: unknown
  readonly data: { readonly phone: string } | undefined
}

const revealOf = ({ isPending, error, data }: Show, ask: () => void): Reveal => ({
  ask,
  busy: isPending,
  error,
  values: data ? [data.phone] : null,
})
