import type { UseMutationResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type HomeCard, NewContact, NewResponder, type ResponderKind } from '#contract/registry'
import { contactRoutes, responderRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import type { People } from './people.ts'
import { isStale, itself, STALE } from './use-home.ts'

/** Hours have lines of their own below these. */
const CONTACT = fieldsOf(NewContact.properties)
const RESPONDER = fieldsOf(NewResponder.properties)

function fieldsOf<F extends { readonly hours: unknown }>({ hours: _, ...rest }: F): Omit<F, 'hours'> {
  return rest
}

type Command = Pick<UseMutationResult<unknown, Error>, 'error' | 'isPending' | 'reset'>

/** One word for several commands: the last that failed, and whether any is under way. */
function joined(commands: readonly Command[]): Pick<People, 'error' | 'busy' | 'stale' | 'reset'> {
  const error = commands.find((command) => command.error !== null)?.error ?? null
  return {
    error,
    busy: commands.some(({ isPending }) => isPending),
    stale: isStale(error),
    reset: () => {
      for (const command of commands) command.reset()
    },
  }
}

export function useContacts({ id, version, contacts }: HomeCard): People {
  const { t } = useTranslation()
  const add = useWrite(contactRoutes.add, STALE, itself(id))
  const change = useWrite(contactRoutes.change, STALE, itself(id))
  const end = useWrite(contactRoutes.end, STALE, itself(id))
  const order = useWrite(contactRoutes.order, STALE, itself(id))
  return {
    ...joined([add, change, end, order]),
    title: t('home.contacts'),
    addWord: t('home.addContact'),
    none: t('home.noContacts'),
    items: contacts.map((one) => ({ ...one, as: one.relation, form: { ...one, phone: '' } })),
    fields: CONTACT,
    labelOf: (field) => t(`home.person.${field as keyof typeof CONTACT}`),
    choiceOf: (_, one) => t(`home.reach.${one as HomeCard['contacts'][number]['channel']}`),
    add: (values, done) =>
      add.mutate({ params: { id }, body: { version, contact: values as NewContact } }, { onSuccess: done }),
    change: (contactId, fields, done) =>
      change.mutate({ params: { id, contactId }, body: { version, fields } }, { onSuccess: done }),
    end: (contactId, done) => end.mutate({ params: { id, contactId }, body: { version } }, { onSuccess: done }),
    order: (ids) => order.mutate({ params: { id }, body: { version, order: [...ids] } }),
  }
}

export function useResponders({ id, version, responders }: HomeCard): People {
  const { t } = useTranslation()
  const add = useWrite(responderRoutes.add, STALE, itself(id))
  const change = useWrite(responderRoutes.change, STALE, itself(id))
  const end = useWrite(responderRoutes.end, STALE, itself(id))
  const order = useWrite(responderRoutes.order, STALE, itself(id))
  const kindOf = (kind: ResponderKind): string => t(`home.responderKinds.${kind}`)
  return {
    ...joined([add, change, end, order]),
    title: t('home.responders'),
    addWord: t('home.addResponder'),
    none: t('home.noResponders'),
    items: responders.map((one) => ({ ...one, as: kindOf(one.kind), form: { ...one, phone: '' } })),
    fields: RESPONDER,
    labelOf: (field) => t(`home.person.${field as keyof typeof RESPONDER}`),
    choiceOf: (field, one) =>
      field === 'kind'
        ? kindOf(one as ResponderKind)
        : t(`home.reach.${one as HomeCard['contacts'][number]['channel']}`),
    add: (values, done) =>
      add.mutate({ params: { id }, body: { version, responder: values as NewResponder } }, { onSuccess: done }),
    change: (responderId, fields, done) =>
      change.mutate({ params: { id, responderId }, body: { version, fields } }, { onSuccess: done }),
    end: (responderId, done) => end.mutate({ params: { id, responderId }, body: { version } }, { onSuccess: done }),
    order: (ids) => order.mutate({ params: { id }, body: { version, order: [...ids] } }),
  }
}
