import { Type } from 'typebox'
import { HomeChange } from '../homes.ts'
import { AreaReading } from '../readings.ts'
import { HomeCard, NewContact, NewResponder, Retrieval } from '../registry.ts'
import { ResidentHistory } from '../residents.ts'
import { defineRoute } from '../route.ts'
import { Id, LocalDate, Seq } from '../scalars.ts'
import { limit, page } from './page.ts'

const home = Type.Object({ id: Id })
const contact = Type.Object({ id: Id, contactId: Id })
const responder = Type.Object({ id: Id, responderId: Id })
const version = Type.Integer({ minimum: 0, description: 'Of the home as it was read' })
const order = Type.Object(
  { version, order: Type.Array(Id, { maxItems: 40, description: 'All of them, the first to be rung first' }) },
  { additionalProperties: false },
)
const end = Type.Object({ version }, { additionalProperties: false })

/** What is kept of a home beside its residents; every answer is its card, phones masked. */
export const homeRoutes = {
  change: defineRoute({
    method: 'POST',
    url: '/api/homes/:id',
    summary: 'Change what is known of a home; refused when somebody else changed it meanwhile',
    params: home,
    body: HomeChange,
    reply: HomeCard,
    status: 200,
  }),
  history: defineRoute({
    method: 'GET',
    url: '/api/homes/:id/history',
    summary: 'Who changed what of a home, its contacts and its responders, and when; newest first',
    params: home,
    reply: ResidentHistory,
    status: 200,
  }),
  retrievals: defineRoute({
    method: 'GET',
    url: '/api/retrievals',
    summary: 'Devices that lie where nobody lives any more, to be fetched, with where',
    query: Type.Object({ after: Type.Optional(Type.String()), limit }),
    reply: page(Retrieval),
    status: 200,
  }),
  readingsOfArea: defineRoute({
    method: 'GET',
    url: '/api/areas/:id/readings',
    summary: 'Who looked at what is private about the homes of an area on a local date, in order',
    params: home,
    query: Type.Object({ on: LocalDate, after: Type.Optional(Seq), limit }),
    reply: page(AreaReading),
    status: 200,
  }),
  showKeyHolder: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/key-holder/show',
    summary: 'Show the key holder’s phone in full; that it was shown, and to whom, is an event',
    params: home,
    reply: Type.Object({ phone: Type.String() }),
    status: 200,
  }),
}

export const contactRoutes = {
  add: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/contacts',
    summary: 'Add a contact, to be rung after the others',
    params: home,
    body: Type.Object({ version, contact: NewContact }, { additionalProperties: false }),
    reply: HomeCard,
    status: 201,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/contacts/:contactId',
    summary: 'Change a contact; what is left out stays as it is',
    params: contact,
    body: Type.Object(
      { version, fields: Type.Partial(NewContact, { additionalProperties: false }) },
      { additionalProperties: false },
    ),
    reply: HomeCard,
    status: 200,
  }),
  end: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/contacts/:contactId/end',
    summary: 'A contact is one no longer; the row stays',
    params: contact,
    body: end,
    reply: HomeCard,
    status: 200,
  }),
  order: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/contact-order',
    summary: 'Put the contacts in the order they are to be rung',
    params: home,
    body: order,
    reply: HomeCard,
    status: 200,
  }),
}

export const responderRoutes = {
  add: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/responders',
    summary: 'Add somebody who can be at the door soon',
    params: home,
    body: Type.Object({ version, responder: NewResponder }, { additionalProperties: false }),
    reply: HomeCard,
    status: 201,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/responders/:responderId',
    summary: 'Change a responder; what is left out stays as it is',
    params: responder,
    body: Type.Object(
      { version, fields: Type.Partial(NewResponder, { additionalProperties: false }) },
      { additionalProperties: false },
    ),
    reply: HomeCard,
    status: 200,
  }),
  end: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/responders/:responderId/end',
    summary: 'A responder is one no longer; the row stays',
    params: responder,
    body: end,
    reply: HomeCard,
    status: 200,
  }),
  order: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/responder-order',
    summary: 'Put the responders in the order they are to be asked',
    params: home,
    body: order,
    reply: HomeCard,
    status: 200,
  }),
  show: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/responders/:responderId/show',
    summary: 'Show a responder’s phone in full; that it was shown, and to whom, is an event',
    params: responder,
    reply: Type.Object({ phone: Type.String() }),
    status: 200,
  }),
}
