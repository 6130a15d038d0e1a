import { userInfo } from 'node:os'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ConfigError, EVERY_VARIABLE, readConfig } from './config.ts'
import { type Context, createContext } from './context.ts'
import { findStaffByLogin } from './db/staff.ts'
import { createLockouts, keyOfLogin } from './middleware/limits.ts'
import { addLocalAdmin } from './operations/staff/add-local-admin.ts'
import { recordUnlock } from './operations/staff/locks.ts'

// For whoever sets the program up, or stands before a locked door:
// `npm run staff -- add-admin LOGIN` reads a password from standard input and makes a local admin,
// `npm run staff -- unlock LOGIN` lifts a lock after too many wrong passwords.

const actor = `shell:${userInfo().username}`

/** Never an argument, which everybody on the host can read in the list of processes. */
function readPassword(): Promise<string> {
  const { stdin, stderr } = process
  if (stdin.isTTY) stderr.write('Password: ')
  // A terminal would show what is typed, so what it shows goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: stdin.isTTY })
  return new Promise((resolve) => {
    let isRead = false
    lines.once('line', (line) => {
      isRead = true
      resolve(line)
      lines.close()
    })
    lines.once('close', () => {
      if (stdin.isTTY) stderr.write('\n')
      if (!isRead) resolve('')
    })
  })
}

async function addAdmin(context: Context, login: string): Promise<string | null> {
  const result = await addLocalAdmin(context, { login, password: await readPassword(), actor })
  if (result.kind === 'weak') return result.problem
  return result.kind === 'taken' ? `There is an account ${login} already.` : null
}

async function unlock(context: Context, login: string): Promise<string | null> {
  const staff = await findStaffByLogin(context.db, login)
  if (!staff) return `There is no account ${login}.`
  const wasLocked = await createLockouts(context.redis, 'staff').byLogin.forget(keyOfLogin(login))
  if (!wasLocked) return `${login} is not locked.`
  await recordUnlock(context, `staff:${staff.login}`, { actor, address: null })
  return null
}

const COMMANDS = { 'add-admin': addAdmin, unlock } as const

const [command = '', login = '', ...rest] = process.argv.slice(2)
if (!Object.hasOwn(COMMANDS, command) || !/^[\w.@+-]{1,100}$/.test(login) || rest.length > 0) {
  console.error('usage: npm run staff -- add-admin LOGIN | unlock LOGIN')
  process.exit(2)
}
try {
  const context = createContext(readConfig(EVERY_VARIABLE), { name: 'staff' })
  try {
    const problem = await COMMANDS[command as keyof typeof COMMANDS](context, login)
    if (problem === null) console.log('done')
    else console.error(problem)
    process.exitCode = problem === null ? 0 : 1
  } finally {
    await context.close()
  }
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}
