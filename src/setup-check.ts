import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { checkSetup } from './operations/check-setup.ts'

// Checks an installation from the command line: `npm run setup:check`. Ends with 1 while a step that
// is needed is still to do.

const WORD = { done: 'ok    ', todo: 'could ', failed: 'TO DO ' } as const

try {
  const context = createContext(readConfig(EVERY_VARIABLE), { name: 'setup' })
  try {
    const steps = await checkSetup(context)
    for (const { title, state, says, how, paste } of steps) {
      console.log(`${WORD[state]} ${title}: ${says}`)
      for (const line of how) console.log(`         ${line}`)
      for (const { label, value } of paste) console.log(`         ${label}: ${value}`)
    }
    if (steps.some(({ state }) => state === 'failed')) process.exitCode = 1
  } finally {
    await context.close()
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 2
}
