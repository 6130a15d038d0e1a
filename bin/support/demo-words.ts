import { relative } from 'node:path'
import type { Demo, Progress } from './demo-parts.ts'
import { ROOT } from './run-folder.ts'

/** Names each step when it begins and, when it has ended, how long it took. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return async (label, step) => {
    const began = performance.now()
    // On a terminal the name shows at once; elsewhere the finished line is enough.
    if (stream.isTTY) stream.write(`  ${label} ...`)
    const result = await step
    const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`
    stream.write(`${stream.isTTY ? '\r' : ''}  ${label.padEnd(32)} ${seconds.padStart(6)}\n`)
    return result
  }
}

/** One line for programs. */
export function demoAsJson({ publicUrl, sandbox, env, pids }: Demo, envFile: string): string {
  const { staff, customer } = sandbox.credentials
  return JSON.stringify({
    url: publicUrl,
    addresses: {
      web: publicUrl,
      console: `${publicUrl}/admin`,
      customer: `${publicUrl}/ippay`,
      gateway: sandbox.gatewayUrl,
      splynx: sandbox.splynxUrl,
      mailbox: `${sandbox.mailboxUrl}/_sandbox/mailbox`,
    },
    logins: { staff, customer },
    DATABASE_URL: env.DATABASE_URL,
    REDIS_URL: env.REDIS_URL,
    pids,
    envFile,
  })
}

/** The same for people: where to look, who to be, what to click first. */
export function demoAsText({ publicUrl, sandbox }: Demo, envFile: string): string {
  const { staff, customer } = sandbox.credentials
  return `
The demo is ready. Nothing in it is real: no card, no customer, no money.

  Finance clerk   ${publicUrl}/admin
                  login ${staff.login}   password ${staff.password}
  Customer        ${publicUrl}/ippay
                  login ${customer.login}   password ${customer.password}

  First, as the clerk: Charge, then Preview, then Charge; watch the run.
  Then, as the customer: pay an invoice, or add a card under Payment credentials.

  Simulators      ${sandbox.gatewayUrl}/_sandbox/transactions   what the gateway took
                  ${sandbox.splynxUrl}/_sandbox/payments   what Splynx was told
                  ${sandbox.mailboxUrl}/_sandbox/mailbox   what customers were written
  One more worker set -a; . ${relative(ROOT, envFile)}; npm run worker

Ctrl-C stops all of it and forgets what was paid.
`
}
