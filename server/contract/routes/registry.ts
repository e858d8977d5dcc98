import { Type } from 'typebox'
import { Account, NewAccount } from '../accounts.ts'
import { Reading } from '../readings.ts'
import { Device, DeviceCredential, HomeCard, NewDevice, NewHome } from '../registry.ts'
import { defineRoute } from '../route.ts'
import { Id, LocalDate } from '../scalars.ts'

export const registryRoutes = {
  addHome: defineRoute({
    method: 'POST',
    url: '/api/homes',
    summary: 'Add a home with its residents and contacts',
    body: NewHome,
    reply: HomeCard,
    status: 201,
  }),
  showHome: defineRoute({
    method: 'GET',
    url: '/api/homes/:id',
    summary: 'The card of a home',
    params: Type.Object({ id: Id }),
    reply: HomeCard,
    status: 200,
  }),
  showContact: defineRoute({
    method: 'POST',
    url: '/api/homes/:id/contacts/:contactId/show',
    summary: 'Show a contact’s phone in full; that it was shown, and to whom, is an event',
    params: Type.Object({ id: Id, contactId: Id }),
    reply: Type.Object({ phone: Type.String() }),
    status: 200,
  }),
  readings: defineRoute({
    method: 'GET',
    url: '/api/homes/:id/readings',
    summary: 'Who looked at what is private about a home on a local date, in order',
    params: Type.Object({ id: Id }),
    query: Type.Object({ on: LocalDate }),
    reply: Type.Object({ items: Type.Array(Reading), next: Type.Null() }),
    status: 200,
  }),
  addDevice: defineRoute({
    method: 'POST',
    url: '/api/devices',
    summary: 'Register a device; its secret is shown this once',
    body: NewDevice,
    reply: DeviceCredential,
    status: 201,
  }),
  showDevice: defineRoute({
    method: 'GET',
    url: '/api/devices/:id',
    summary: 'A device and when it was last heard',
    params: Type.Object({ id: Type.String() }),
    reply: Device,
    status: 200,
    tokenScope: 'registry:read',
  }),
  revokeDevice: defineRoute({
    method: 'POST',
    url: '/api/devices/:id/revoke',
    summary: 'Take a device’s credential away for ever and cut its connections; a second time changes nothing',
    params: Type.Object({ id: Type.String() }),
    reply: Device,
    status: 200,
  }),
  addAccount: defineRoute({
    method: 'POST',
    url: '/api/accounts',
    summary: 'Add an account',
    body: NewAccount,
    reply: Account,
    status: 201,
  }),
}
