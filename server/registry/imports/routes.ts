import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { exportRoutes } from '#contract/routes'
import { serve } from '../../http.ts'
import type { ExportService, MadeFile } from './export-service.ts'

export interface ImportRouteOptions {
  readonly exports: ExportService
}

export const routesOfImports: FastifyPluginAsync<ImportRouteOptions> = async (app, { exports }) => {
  const { template, registry } = exportRoutes

  serve(app, template, ['admin'], async ({ params, query: { format = 'xlsx', language = 'zh' } }, reply) =>
    asFile(reply, await exports.template(params.kind, format, language)),
  )
  serve(app, registry, ['admin'], async ({ params, query: { format = 'xlsx' }, account }, reply) =>
    asFile(reply, await exports.registry(params.kind, format, account)),
  )
}

/** A download: never opened in the browser, and kept by no cache. */
function asFile(reply: FastifyReply, { name, bytes }: MadeFile): Buffer {
  reply.header('content-type', 'application/octet-stream')
  reply.header('content-disposition', `attachment; filename="${name}"`)
  reply.header('cache-control', 'no-store')
  return bytes
}
