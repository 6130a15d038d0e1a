import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { createContext } from './context.ts'
import { importMethods } from './operations/import-methods.ts'

// Takes over the saved cards and bank accounts of the original add-on: `npm run import-methods`,
// with `-- --dry-run` first to see what would be taken over and what would be left out.

const isDryRun = process.argv.includes('--dry-run')
const unknown = process.argv.slice(2).find((argument) => argument !== '--dry-run')
if (unknown !== undefined) {
  console.error(`${unknown} is not understood. The only option is --dry-run.`)
  process.exit(2)
}
try {
  const context = createContext(readConfig(EVERY_VARIABLE), { name: 'import' })
  try {
    const { cards, bankAccounts, known, leftOut } = await importMethods(context, { isDryRun })
    for (const { customerId, kind, reason } of leftOut) {
      console.log(`left out: the ${kind} of customer ${customerId}, ${reason}`)
    }
    const verb = isDryRun ? 'would be taken over' : 'taken over'
    console.log(
      `${cards} cards and ${bankAccounts} bank accounts ${verb}, ` +
        `${known} known already, ${leftOut.length} left out`,
    )
  } finally {
    await context.close()
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}
