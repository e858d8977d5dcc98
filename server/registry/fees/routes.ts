import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '#contract/events'
import { feeRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import { asDownload } from '../../sheets/made-file.ts'
import type { feeFiles } from './file-service.ts'
import type { FeeService } from './service.ts'

export interface FeeRouteOptions {
  readonly fees: FeeService
  readonly feeFile: ReturnType<typeof feeFiles>
}

const READERS = ['admin', 'manager', 'auditor'] as const

export const routesOfFees: FastifyPluginAsync<FeeRouteOptions> = async (app, { fees, feeFile }) => {
  const by = ({ id }: { readonly id: string }): Actor => ({ kind: 'account', id })

  serve(app, feeRoutes.rules, READERS, async () => ({ items: await fees.rules(), next: null }))
  serve(app, feeRoutes.addRule, ['admin'], ({ body, account }) => fees.addRule(body, by(account)))
  serve(app, feeRoutes.withdrawRule, ['admin'], ({ params, account }) => fees.withdrawRule(params.id, by(account)))
  serve(app, feeRoutes.statement, READERS, ({ query, scope }) => fees.statement(query.month, query.area ?? null, scope))
  serve(app, feeRoutes.file, READERS, async ({ query, account, scope }, reply) => {
    const statement = await fees.statement(query.month, query.area ?? null, scope)
    return asDownload(reply, await feeFile(statement, query.format ?? 'xlsx', account))
  })
}
