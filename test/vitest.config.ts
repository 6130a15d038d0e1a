import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const filesOf = (...rooms: string[]) => rooms.map((room) => `test/${room}/**/*.test.{ts,tsx}`)

/** Files that share nothing but what they import need no process of their own, which halves their time. */
const TOGETHER = filesOf('domain', 'gateway', 'sandbox', 'views')

/**
 * Files with a database that leave their process as they found it share one too: loading the program takes
 * longer than most of them do. `test/support/anew.ts` empties what they share before each test.
 */
const NEIGHBORS = filesOf('db', 'jobs', 'mail', 'middleware', 'operations', 'routes', 'settings')

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
const common = { root, cacheDir, oxc }

export default defineConfig({
  root,
  cacheDir,
  test: {
    maxWorkers: 2,
    silent: 'passed-only',
    // One MariaDB and one Redis for all of them.
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        ...common,
        test: {
          ...test,
          name: 'alone',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...NEIGHBORS, ...TOGETHER],
          setupFiles: ['test/support/per-file.ts'],
        },
      },
      {
        ...common,
        test: {
          ...test,
          name: 'neighbors',
          include: NEIGHBORS,
          isolate: false,
          setupFiles: ['test/support/per-file.ts'],
        },
      },
      { ...common, test: { ...test, name: 'together', include: TOGETHER, isolate: false } },
    ],
  },
})
