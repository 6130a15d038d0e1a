import { readFileSync } from 'node:fs'

export interface Counts {
  passed: number
  failed: number
}

interface JsonReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}

/**
 * Counts the tests of vitest's JSON report. A file that broke before its first test counts as one
 * that failed, and so does a run that failed for a reason no test shows (an unhandled rejection, a
 * crash, no file that matches).
 */
export function countTests(reportPath: string, exitCode: number | null): Counts {
  const report = readReport(reportPath)
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  const isUnexplained = exitCode !== 0 && failed === 0
  return { passed: report.numPassedTests, failed: isUnexplained ? 1 : failed }
}

function readReport(path: string): JsonReport {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] } // it crashed before it wrote one
  }
}
