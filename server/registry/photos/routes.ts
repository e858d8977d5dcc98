import type { FastifyPluginAsync } from 'fastify'
import { photoRoutes } from '#contract/routes'
import type { Database } from '../../db/database.ts'
import { requireRoles, serve } from '../../http.ts'
import { Refused } from '../../problem.ts'
import type { Scope } from '../areas/scope.ts'
import { assertSeen } from '../areas/scope-service.ts'
import type { ResidentService } from '../residents/service.ts'
import { MOST_PHOTO_BYTES } from './photo.ts'
import type { PhotoService } from './service.ts'

const KEEPS = ['admin', 'manager'] as const
/** Whoever sees the card of a home. */
const SEES = [...KEEPS, 'auditor', 'operator', 'supervisor'] as const

export interface PhotoRouteOptions {
  readonly db: Database
  readonly photos: PhotoService
  readonly residents: ResidentService
}

export const routesOfPhotos: FastifyPluginAsync<PhotoRouteOptions> = async (app, { db, photos, residents }) => {
  // Pictures are held in memory: nobody else is listened to at all.
  app.addHook('onRequest', requireRoles(SEES))
  app.addContentTypeParser(
    ['image/jpeg', 'image/png', 'image/webp', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: MOST_PHOTO_BYTES },
    (_request, body, done) => done(null, body),
  )

  /** Who lives in a home that may not be seen is not there. */
  async function own(scope: Scope, id: string): Promise<string> {
    if (scope.paths !== null) await assertSeen(db.read, scope, await residents.homeOf(id))
    return id
  }

  serve(app, photoRoutes.takeIn, KEEPS, async ({ params, body, account, scope }, reply) => {
    const id = await own(scope, params.id)
    if (!Buffer.isBuffer(body)) throw new Refused('photo_unreadable')
    await photos.takeIn(id, body, account.id)
    reply.header('cache-control', 'no-store')
    return { hasPhoto: true }
  })
  serve(app, photoRoutes.takeAway, KEEPS, async ({ params, account, scope }) => {
    await photos.takeAway(await own(scope, params.id), account.id)
    return null
  })
  serve(app, photoRoutes.show, SEES, async ({ params, account, scope }, reply) => {
    const { mediaType, bytes } = await photos.show(await own(scope, params.id), account.id)
    reply.header('content-type', mediaType)
    // On a shared computer the next person finds no face in the browser's cache.
    reply.header('cache-control', 'no-store')
    return bytes
  })
}
