import { readFileSync } from 'node:fs'
import { Household } from './household.ts'
import { createRunFolder, ROOT } from './run-folder.ts'
import { type Counts, countTests } from './test-report.ts'

const PASSED: Counts = { passed: 1, failed: 0 }
const FAILED: Counts = { passed: 0, failed: 1 }

const household = new Household()
const folder = await createRunFolder('check')
const counts: Counts[] = []
try {
  const checks = [
    check('types', 'typescript/bin/tsc', '--noEmit'),
    check('lint', '@biomejs/biome/bin/biome', 'check', '.'),
  ]
  counts.push(...(await Promise.all(checks)))
  counts.push(await runTests(process.argv.slice(2)))
} catch (error) {
  console.error(`stopped: ${error instanceof Error ? error.message : error}`)
  counts.push(FAILED)
}
await household.stop()
folder.remove()

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** Prints nothing of a check unless it fails. */
async function check(name: string, program: string, ...args: string[]): Promise<Counts> {
  const logPath = `${folder.path}/${name}.log`
  const command = [process.execPath, `node_modules/${program}`, ...args] as const
  const { code } = await household.finish({ name, command, cwd: ROOT, logPath })
  if (code === 0) return PASSED
  console.log(`${name}:\n${readFileSync(logPath, 'utf8')}`)
  return FAILED
}

/** Prints a dot for each test, and whatever fails in full. */
async function runTests(narrowedBy: string[]): Promise<Counts> {
  const reportPath = `${folder.path}/report.json`
  const { code } = await household.finish({
    name: 'tests',
    command: [
      process.execPath,
      'node_modules/vitest/vitest.mjs',
      'run',
      '--config=test/vitest.config.ts',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${reportPath}`,
      ...narrowedBy,
    ],
    cwd: ROOT,
    env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }) },
    isOpen: true,
  })
  return countTests(reportPath, code)
}
