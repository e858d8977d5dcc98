import { Type } from 'typebox'
import { FeeRule, FeeStatement, Month, NewFeeRule } from '../fees.ts'
import { File, FileFormat } from '../imports.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const asked = { month: Month, area: Type.Optional(Id) }

/** What units cost, and who pays for them. */
export const feeRoutes = {
  rules: defineRoute({
    method: 'GET',
    url: '/api/fee-rules',
    summary: 'What joining and service cost since when and where, the newest first',
    reply: Type.Object({ items: Type.Array(FeeRule), next: Type.Null() }),
    status: 200,
  }),
  addRule: defineRoute({
    method: 'POST',
    url: '/api/fee-rules',
    summary: 'Say what something costs from a date on; what counted before it counts until then',
    body: NewFeeRule,
    reply: FeeRule,
    status: 201,
  }),
  withdrawRule: defineRoute({
    method: 'POST',
    url: '/api/fee-rules/:id/withdraw',
    summary: 'Take back a rule that was wrong from the first',
    params: Type.Object({ id: Id }),
    reply: FeeRule,
    status: 200,
  }),
  statement: defineRoute({
    method: 'GET',
    url: '/api/fees',
    summary: 'Units and fees of a month by area and payer, of one area and below or of all one may see',
    query: Type.Object(asked),
    reply: FeeStatement,
    status: 200,
  }),
  file: defineRoute({
    method: 'GET',
    url: '/api/fees/file',
    summary: 'The same as a table that says who asked for it and when',
    query: Type.Object({ ...asked, format: Type.Optional(FileFormat) }),
    reply: File,
    status: 200,
  }),
}
