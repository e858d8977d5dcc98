import { Type } from 'typebox'
import { Area, AreaContents, ChangedDesk, Desk, MergeArea, MoveArea, NewArea, NewDesk, RenameArea } from '../areas.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'

const params = Type.Object({ id: Id })

export const areaRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/areas',
    summary: 'The areas one may see, parents before children',
    reply: Type.Object({ items: Type.Array(Area), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/areas',
    summary: 'Add an area below another of the level above',
    body: NewArea,
    reply: Area,
    status: 201,
  }),
  contents: defineRoute({
    method: 'GET',
    url: '/api/areas/:id/contents',
    summary: 'How many areas and homes lie in an area',
    params,
    reply: AreaContents,
    status: 200,
  }),
  rename: defineRoute({
    method: 'POST',
    url: '/api/areas/:id/rename',
    summary: 'Give an area another name',
    params,
    body: RenameArea,
    reply: Area,
    status: 200,
  }),
  move: defineRoute({
    method: 'POST',
    url: '/api/areas/:id/move',
    summary: 'Put an area with everything below it under another parent',
    params,
    body: MoveArea,
    reply: Area,
    status: 200,
  }),
  merge: defineRoute({
    method: 'POST',
    url: '/api/areas/:id/merge',
    summary: 'Close an area and let another of its level take over what lies in it',
    params,
    body: MergeArea,
    reply: Area,
    status: 200,
  }),
}

export const deskRoutes = {
  list: defineRoute({
    method: 'GET',
    url: '/api/desks',
    summary: 'Desks with their areas and hours',
    reply: Type.Object({ items: Type.Array(Desk), next: Type.Null() }),
    status: 200,
  }),
  add: defineRoute({
    method: 'POST',
    url: '/api/desks',
    summary: 'Add a desk',
    body: NewDesk,
    reply: Desk,
    status: 201,
  }),
  change: defineRoute({
    method: 'POST',
    url: '/api/desks/:id',
    summary: 'Give a desk other areas, hours or cover',
    params,
    body: ChangedDesk,
    reply: Desk,
    status: 200,
  }),
}
