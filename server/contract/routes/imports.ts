import { Type } from 'typebox'
import { File, FileFormat, SaidIn, TableKind } from '../imports.ts'
import { defineRoute } from '../route.ts'

const params = Type.Object({ kind: TableKind })
const format = Type.Optional(FileFormat)

/** Files that leave the house. */
export const exportRoutes = {
  template: defineRoute({
    method: 'GET',
    url: '/api/imports/templates/:kind',
    summary: 'An empty table to be filled in, as XLSX with a sheet of explanations, or as CSV',
    params,
    query: Type.Object({ format, language: Type.Optional(SaidIn) }),
    reply: File,
    status: 200,
  }),
  registry: defineRoute({
    method: 'GET',
    url: '/api/exports/:kind',
    summary: 'All homes with residents and contacts, or all devices, as a table that says who asked for it and when',
    params,
    query: Type.Object({ format }),
    reply: File,
    status: 200,
  }),
}
