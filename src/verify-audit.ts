import { ConfigError, readConfig } from './config.ts'
import { verifyAudit } from './db/audit.ts'
import { createDb } from './db/connect.ts'

// Reads the whole audit trail: `npm run audit:verify`. Keep the last hash somewhere else, and a trail
// that was cut off at its end shows as well.

try {
  const config = readConfig(['DATABASE_URL'])
  const db = createDb(config.DATABASE_URL, { poolSize: 1 })
  const verdict = await verifyAudit(db)
  await db.destroy()
  if (verdict.ok) {
    console.log(`the trail is whole: ${verdict.count} lines, the last hash is ${verdict.lastHash}`)
  } else {
    console.error(`the trail is broken at line ${verdict.id}: ${verdict.reason}`)
    process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 2
}
