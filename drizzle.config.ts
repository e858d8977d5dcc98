import { defineConfig } from 'drizzle-kit'

/** `DATABASE_URL=postgres: drizzle-kit generate` writes the migration of the other engine (server/db/dialect.ts). */
const postgres = process.env.DATABASE_URL?.startsWith('postgres') === true

export default defineConfig({
  dialect: postgres ? 'postgresql' : 'sqlite',
  schema: './server/db/schema/*.ts',
  out: postgres ? './drizzle/postgres' : './drizzle/sqlite',
  casing: 'snake_case',
})
