import { userInfo } from 'node:os'
import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { findSafeMode } from './db/safe-mode.ts'
import { switchSafeModeOn } from './operations/safe-mode/enter-safe-mode.ts'

// For whoever restores a backup: `npm run safe-mode` says how it stands, `npm run safe-mode -- on WHY`
// switches it on. Only a manager releases it, on the page.

const [command = 'status', ...words] = process.argv.slice(2)
const reason = words.join(' ').trim()
if ((command !== 'on' && command !== 'status') || (command === 'on' && reason === '')) {
  console.error('usage: npm run safe-mode [-- status | on WHY]')
  process.exit(2)
}
try {
  const context = createContext(readConfig(EVERY_VARIABLE), { name: 'safe-mode' })
  try {
    const actor = `shell:${userInfo().username}`
    if (command === 'on') await switchSafeModeOn(context, { reason, actor })
    const safeMode = await findSafeMode(context.db)
    const since = safeMode.entered_at?.toISOString()
    console.log(
      safeMode.state === 'on'
        ? `safe mode is on since ${since}: ${safeMode.reason}`
        : 'safe mode is off',
    )
  } finally {
    await context.close()
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}
