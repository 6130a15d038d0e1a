import { ConfigError, readConfig } from './config.ts'
import { createDb } from './db/connect.ts'
import { migrateToLatest } from './db/migrate.ts'

try {
  const config = readConfig(['DATABASE_URL'])
  const db = createDb(config.DATABASE_URL, { poolSize: 2 })
  const applied = await migrateToLatest(db)
  await db.destroy()
  console.log(applied.length > 0 ? `migrated: ${applied.join(', ')}` : 'the schema is up to date')
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}
