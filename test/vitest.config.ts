import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Goes with this run's folder; a cache in node_modules would be written by two runs at once.
  cacheDir: `.local/test-${process.pid}/vite`,
  // Views are hono/jsx, whatever tsconfig a file is found to belong to.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    // Processes of their own: a test may set the time zone, end a connection or crash.
    pool: 'forks',
    maxWorkers: 2,
    silent: 'passed-only',
    // Generous, because the two cores are shared with MariaDB, Redis and a browser.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
