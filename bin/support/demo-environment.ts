import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { RunFolder } from './run-folder.ts'
import type { Sandbox } from './sandbox-process.ts'

export type Environment = Record<string, string>

// What the demo's processes get of ours. Nothing else: a real SPLYNX_URL or SMTP_URL in the
// developer's shell must not reach a demo.
const HANDED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'TZ',
  'LOG_LEVEL',
  'NODE_OPTIONS',
  'GATEWAY_TIMEOUT_MS',
  'WORKER_CONCURRENCY',
  'INQUIRY_DELAYS_S',
]

export function handedOnEnvironment(environment: NodeJS.ProcessEnv = process.env): Environment {
  return Object.fromEntries(
    HANDED_ON.flatMap((name) => {
      const value = environment[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

export interface Places {
  databaseUrl: string
  redisUrl: string
  sandbox: Sandbox
  publicUrl: string
}

/** What `web`, `worker` and `clock` need to know. */
export function appEnvironment({ databaseUrl, redisUrl, sandbox, publicUrl }: Places): Environment {
  const { apiKey, apiSecret, report } = sandbox.credentials
  return {
    // A person at a screen watches this: a lost answer becomes "unknown" while they look.
    GATEWAY_TIMEOUT_MS: '10000',
    ...handedOnEnvironment(),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    PORT: new URL(publicUrl).port,
    PUBLIC_URL: publicUrl,
    // The data is gone with the demo, so its key may go as well.
    APP_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    SPLYNX_URL: sandbox.splynxUrl,
    SPLYNX_API_KEY: apiKey,
    SPLYNX_API_SECRET: apiSecret,
    IPPAY_URL: `${sandbox.gatewayUrl}/ippay`,
    IPPAY_TERMINAL_ID: 'TESTTERMINAL',
    IPPAY_REPORT_URL: `${sandbox.gatewayUrl}/ippayReport/`,
    IPPAY_REPORT_LOGIN: report.login,
    IPPAY_REPORT_PASSWORD: report.password,
    SPLYNX_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
    SMTP_URL: sandbox.smtpUrl,
    MAIL_FROM: 'Northwind Internet <billing@example.com>',
  }
}

/** Writes it for a shell, so that one can start a second worker: `set -a; . FILE; npm run worker`. */
export function writeEnvFile(folder: RunFolder, env: Environment): string {
  const path = `${folder.path}/env`
  const lines = Object.entries(env)
    .filter(([name]) => !['PATH', 'HOME', 'TMPDIR'].includes(name))
    .map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'\n`)
  writeFileSync(path, lines.join(''), { mode: 0o600 })
  return path
}
