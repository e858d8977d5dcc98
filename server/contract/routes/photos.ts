import { Type } from 'typebox'
import { File } from '../imports.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const params = Type.Object({ id: Id })

/** What a resident looks like. */
export const photoRoutes = {
  takeIn: defineRoute({
    method: 'POST',
    url: '/api/residents/:id/photo',
    summary: 'Upload a picture of a resident as the body, JPEG, PNG or WebP of 512 KiB at most',
    params,
    reply: Type.Object({ hasPhoto: Type.Boolean() }),
    status: 201,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/residents/:id/photo',
    summary: 'The picture of a resident; that it was shown, and to whom, is an event',
    params,
    reply: File,
    status: 200,
  }),
  takeAway: defineRoute({
    method: 'DELETE',
    url: '/api/residents/:id/photo',
    summary: 'Take the pictures of a resident away; that there were some stays known',
    params,
    reply: Type.Null(),
    status: 204,
  }),
}
