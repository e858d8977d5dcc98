import { inject } from 'vitest'

// Before anything is imported that knows tables: the engine is chosen when they are made (server/db/dialect.ts).
process.env.DATABASE_URL = inject('databaseServer')
