import { relative } from 'node:path'
import { lastLines } from './child.ts'
import { writeEnvFile } from './demo-environment.ts'
import { type DemoOptions, readDemoOptions, USAGE, UsageError } from './demo-options.ts'
import { startDemo } from './demo-parts.ts'
import { demoAsJson, demoAsText, progressOn } from './demo-words.ts'
import { Household, Over } from './household.ts'
import { chargeOnce } from './once.ts'
import { createRunFolder, ROOT, type RunFolder } from './run-folder.ts'

// 0: it was told to stop and did, or --once agrees; 1: something failed; 2: bad arguments.
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  let options: DemoOptions | 'help'
  try {
    options = readDemoOptions(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    return 2
  }
  if (options === 'help') {
    console.log(USAGE)
    return 0
  }

  const household = new Household()
  const folder = await createRunFolder('demo')
  let exitCode = 1
  try {
    exitCode = await live(options, folder, household)
  } catch (error) {
    const isJustAsked = error instanceof Over && error.kind === 'asked' && !options.once
    exitCode = isJustAsked ? 0 : explain(error, folder)
  }
  await household.stop()
  if (exitCode === 0) folder.remove()
  return exitCode
}

async function live(options: DemoOptions, folder: RunFolder, household: Household) {
  // Standard output carries the one line for programs and nothing else.
  const isForPrograms = options.json || options.once
  const screen = isForPrograms ? process.stderr : process.stdout
  screen.write('Starting the demo\n')
  const demo = await startDemo(options, folder, household, progressOn(screen))
  if (options.once) {
    const totals = await household.unlessOver(chargeOnce(demo))
    console.log(JSON.stringify(totals))
    return totals.agree ? 0 : 1
  }
  const envFile = writeEnvFile(folder, demo.env)
  console.log(options.json ? demoAsJson(demo, envFile) : demoAsText(demo, envFile))
  return household.untilOver()
}

/** Says why it ends, with the last words of the part that ended first. */
function explain(error: unknown, folder: RunFolder): number {
  const message = error instanceof Error ? error.message : String(error)
  console.error(`\nThe demo ends: ${message}`)
  if (error instanceof Over && error.logPath) console.error(lastLines(error.logPath))
  console.error(`All logs are in ${relative(ROOT, folder.path)} until the next start.`)
  return 1
}
