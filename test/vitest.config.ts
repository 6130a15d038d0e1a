import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Files that share nothing but what they import need no process of their own, which halves their time. */
const TOGETHER = ['domain', 'gateway', 'sandbox', 'views'].map(
  (room) => `test/${room}/**/*.test.{ts,tsx}`,
)

// Processes of their own: a test may set the time zone, end a connection or crash.
const test = {
  pool: 'forks',
  // Generous, because the two cores are shared with MariaDB, Redis and a browser.
  testTimeout: 30_000,
  hookTimeout: 60_000,
} as const
// Goes with this run's folder; a cache in node_modules would be written by two runs at once.
const cacheDir = `.local/test-${process.pid}/vite`
const root = fileURLToPath(new URL('..', import.meta.url))
// Views are hono/jsx, whatever tsconfig a file is found to belong to.
const oxc = { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } } as const

export default defineConfig({
  root,
  cacheDir,
  test: {
    maxWorkers: 2,
    silent: 'passed-only',
    projects: [
      {
        root,
        cacheDir,
        oxc,
        test: {
          ...test,
          name: 'alone',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: TOGETHER,
          globalSetup: ['test/support/global-setup.ts'],
        },
      },
      {
        root,
        cacheDir,
        oxc,
        test: { ...test, name: 'together', include: TOGETHER, isolate: false },
      },
    ],
  },
})
