import { Migrator } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import type { Db } from './connect.ts'

/**
 * Brings the schema up to date. Kysely holds a named lock meanwhile, so a second one at the same
 * time waits and then finds nothing to do. Returns the names of the migrations that were applied.
 */
export async function migrateToLatest(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  return results.map((result) => result.migrationName)
}
