import { Type } from 'typebox'
import { BrokerSignIn, BrokerVerdict } from '../broker.ts'
import { Receipt } from '../receipts.ts'
import { defineRoute } from '../route.ts'
import { SignalMessage } from '../signals.ts'

export const intakeRoutes = {
  push: defineRoute({
    method: 'POST',
    url: '/ingest/v1/signals',
    summary: 'A signal by HTTP, with the device’s id and secret as Basic credentials; answers with the receipt',
    body: SignalMessage,
    reply: Receipt,
    status: 200,
  }),
  brokerAuth: defineRoute({
    method: 'POST',
    url: '/ingest/v1/broker/auth',
    summary: 'Whether an outside broker shall let a device in; with the broker’s token as Bearer, where one is set',
    body: BrokerSignIn,
    reply: BrokerVerdict,
    status: 200,
  }),
}

export const healthRoutes = {
  health: defineRoute({
    method: 'GET',
    url: '/healthz',
    summary: 'Whether this process takes presses; no sign-in',
    reply: Type.Object({ ok: Type.Boolean(), acceptingSignals: Type.Boolean(), version: Type.String() }),
    status: 200,
  }),
}
