import { Type } from 'typebox'
import { Finding } from '../findings.ts'
import { File, FileFormat, Import, KeptRow, SaidIn, TableKind } from '../imports.ts'
import { defineRoute } from '../route.ts'
import { Id } from '../scalars.ts'
import { page } from './page.ts'

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
    summary:
      'All homes with residents and contacts, all devices, or all areas, as a table that says who asked for it and when',
    params,
    query: Type.Object({ format }),
    reply: File,
    status: 200,
  }),
}

const one = Type.Object({ id: Id })

/** Files that come in: upload, look at what was found, apply. */
export const importRoutes = {
  start: defineRoute({
    method: 'POST',
    url: '/api/imports',
    summary: 'Upload a table as the body, application/octet-stream; it is read and checked, nothing is changed',
    query: Type.Object({ kind: TableKind }),
    reply: Import,
    status: 201,
  }),
  list: defineRoute({
    method: 'GET',
    url: '/api/imports',
    summary: 'The newest files of whoever asks',
    reply: Type.Object({ items: Type.Array(Import) }),
    status: 200,
  }),
  show: defineRoute({
    method: 'GET',
    url: '/api/imports/:id',
    summary: 'How far a file is',
    params: one,
    reply: Import,
    status: 200,
  }),
  findings: defineRoute({
    method: 'GET',
    url: '/api/imports/:id/findings',
    summary: 'What was found in a file, by row and column, with how to mend it',
    params: one,
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), language: Type.Optional(SaidIn) }),
    reply: page(Finding),
    status: 200,
  }),
  apply: defineRoute({
    method: 'POST',
    url: '/api/imports/:id/apply',
    summary: 'Take the rows in; with bad rows in the file only when it is said that they are to be left out',
    params: one,
    body: Type.Object({ leaveOutBadRows: Type.Boolean() }),
    reply: Import,
    status: 200,
  }),
  cancel: defineRoute({
    method: 'POST',
    url: '/api/imports/:id/cancel',
    summary: 'Stop; rows that were taken in stay',
    params: one,
    reply: Import,
    status: 200,
  }),
  undo: defineRoute({
    method: 'POST',
    url: '/api/imports/:id/undo',
    summary: 'Take its rows back: people are signed out as entered by mistake; whatever was touched since is kept',
    params: one,
    reply: Import,
    status: 200,
  }),
  kept: defineRoute({
    method: 'GET',
    url: '/api/imports/:id/kept',
    summary: 'The rows that an undo did not take back, and why',
    params: one,
    query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })), language: Type.Optional(SaidIn) }),
    reply: page(KeptRow),
    status: 200,
  }),
  secrets: defineRoute({
    method: 'POST',
    url: '/api/imports/:id/secrets',
    summary: 'The secrets of the devices that were taken in, as CSV; shown this once',
    params: one,
    reply: File,
    status: 200,
  }),
}
