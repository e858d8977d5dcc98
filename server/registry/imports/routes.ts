import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { exportRoutes, importRoutes } from '#contract/routes'
import { requireRoles, serve } from '../../http.ts'
import { Refused } from '../../problem.ts'
import { asDownload } from '../../sheets/made-file.ts'
import type { ExportService } from './export-service.ts'
import type { ImportService } from './service.ts'

/** A table of the most rows that are taken, with room. Bytes. */
const MOST_BYTES = 32 * 1024 * 1024

export interface ImportRouteOptions {
  readonly exports: ExportService
  readonly imports: ImportService
}

export const routesOfImports: FastifyPluginAsync<ImportRouteOptions> = async (app, { exports, imports }) => {
  const { template, registry } = exportRoutes
  const { start, list, show, findings, apply, cancel, undo, kept, secrets } = importRoutes
  await acceptFiles(app)

  serve(app, template, ['admin'], async ({ params, query: { format = 'xlsx', language = 'zh' } }, reply) =>
    asDownload(reply, await exports.template(params.kind, format, language)),
  )
  serve(app, registry, ['admin'], async ({ params, query: { format = 'xlsx' }, account }, reply) =>
    asDownload(reply, await exports.registry(params.kind, format, account)),
  )
  serve(app, start, ['admin'], ({ query, body, account }) => {
    if (!Buffer.isBuffer(body))
      throw new Refused('bad_request', { reason: 'send the file as application/octet-stream' })
    return imports.start(query.kind, body, account.id)
  })
  serve(app, list, ['admin'], ({ account }) => imports.list(account.id))
  serve(app, show, ['admin'], ({ params, account }) => imports.show(params.id, account.id))
  serve(app, findings, ['admin'], ({ params, query: { after = -1, language = 'zh' }, account }) =>
    imports.findings(params.id, after, language, account.id),
  )
  serve(app, apply, ['admin'], ({ params, body, account }) =>
    imports.apply(params.id, body.leaveOutBadRows, account.id),
  )
  serve(app, cancel, ['admin'], ({ params, account }) => imports.cancel(params.id, account.id))
  serve(app, undo, ['admin'], ({ params, account }) => imports.undo(params.id, account.id))
  serve(app, kept, ['admin'], ({ params, query: { after = 0, language = 'zh' }, account }) =>
    imports.kept(params.id, after, language, account.id),
  )
  serve(app, secrets, ['admin'], async ({ params, account }, reply) =>
    asDownload(reply, await imports.secrets(params.id, account.id)),
  )
}

/** A file as the body, held in memory: only who may upload one is listened to at all. */
async function acceptFiles(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', requireRoles(['admin']))
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, body, done) => done(null, body),
  )
}
