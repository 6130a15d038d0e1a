import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { findProgram, type Program, requireProgram } from './binaries.ts'
import { dieWithParent } from './processes.ts'
import { type Recipe, type Server, type ServerOptions, startServer } from './server.ts'

const run = promisify(execFile)

const USER = 'ippay'
const DATABASE = 'ippay'

/**
 * A private MariaDB (or MySQL, where only that is installed) with an empty database. Nothing of
 * the system's own server is read or touched. The user has a random password and all rights, so
 * that tests may create databases beside it.
 */
export async function startMariadb(options: ServerOptions): Promise<Server> {
  const program = requireProgram('MariaDB', 'mariadbd', 'mysqld')
  const flavour = await flavourOf(program)
  const datadir = join(options.dir, 'data')
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  if (!existsSync(datadir)) await install(program, flavour, datadir, options)

  const password = randomBytes(12).toString('hex')
  const accounts = join(options.dir, 'accounts.sql')
  writeFileSync(accounts, accountsSql(password), { mode: 0o600 })
  return startServer(recipe({ program, flavour, datadir, accounts, password }, options), options)
}

type Flavour = 'mariadb' | 'mysql'

async function flavourOf({ file, env }: Program): Promise<Flavour> {
  const { stdout } = await run(file, ['--version'], { env: { ...process.env, ...env } })
  return stdout.includes('MariaDB') ? 'mariadb' : 'mysql'
}

// The server runs it at every start, before it takes connections. The socket's root account keeps
// its empty password: the socket lies in a folder that only its owner may enter.
function accountsSql(password: string): string {
  return [
    `create database if not exists ${DATABASE} character set utf8mb4 collate utf8mb4_bin;`,
    `create user if not exists '${USER}'@'127.0.0.1' identified by '${password}';`,
    `alter user '${USER}'@'127.0.0.1' identified by '${password}';`,
    `grant all on *.* to '${USER}'@'127.0.0.1' with grant option;`,
    `drop user if exists 'root'@'127.0.0.1', 'root'@'::1';`,
    '',
  ].join('\n')
}

interface Parts {
  program: Program
  flavour: Flavour
  datadir: string
  accounts: string
  password: string
}

function recipe({ program, flavour, datadir, accounts, password }: Parts, options: ServerOptions) {
  const login = { host: '127.0.0.1', user: USER, password }
  const tmpdir = join(options.dir, 'tmp')
  mkdirSync(tmpdir, { recursive: true, mode: 0o700 })
  return {
    name: 'MariaDB',
    cwd: options.dir,
    env: program.env,
    command: (port) => [
      program.file,
      ...commonArguments(program, datadir),
      // Its own: several servers must not meet in one folder for temporary tables.
      `--tmpdir=${tmpdir}`,
      '--socket=m.sock', // relative to the data folder: an absolute path may exceed 107 characters
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      '--pid-file=mariadbd.pid',
      `--init-file=${accounts}`,
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_bin',
      '--default-time-zone=+00:00',
      '--skip-name-resolve',
      '--max-connections=400',
      '--performance-schema=0',
      ...(flavour === 'mysql' ? ['--mysqlx=OFF'] : []),
      ...(options.durable ? DURABLE : FAST),
    ],
    url: (port) => `mysql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    saysPortTaken: (log) => /address already in use/i.test(log),
    // The port opens before the server is ready, so only an answer counts.
    async answers(port) {
      try {
        const connection = await createConnection({ ...login, port, connectTimeout: 2_000 })
        const [rows] = await connection.query<RowDataPacket[]>('select @@datadir as datadir')
        await connection.end()
        return realpathSync(rows[0]?.datadir) === realpathSync(datadir)
      } catch {
        return false
      }
    },
  } satisfies Recipe
}

const DURABLE = [
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-log-file-size=64M',
  '--innodb-buffer-pool-size=256M',
]
const FAST = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-log-file-size=8M',
  '--innodb-buffer-pool-size=64M',
]

function commonArguments({ unpackedIn }: Program, datadir: string): string[] {
  return [
    '--no-defaults', // first, or it is refused; the system's settings are for the system's server
    `--datadir=${datadir}`,
    ...(unpackedIn
      ? [
          `--basedir=${unpackedIn}`,
          `--plugin-dir=${unpackedIn}/lib/mysql/plugin`,
          `--lc-messages-dir=${unpackedIn}/share/mysql`,
        ]
      : []),
    ...(process.getuid?.() === 0 ? ['--user=root'] : []), // it refuses to run as root unasked
  ]
}

// Into a folder beside, so that an installation which was cut short is never taken for a whole one.
async function install(
  program: Program,
  flavour: Flavour,
  datadir: string,
  { durable, signal }: ServerOptions,
): Promise<void> {
  const fresh = `${datadir}.new`
  rmSync(fresh, { recursive: true, force: true })
  const [file = '', ...args] = [
    ...dieWithParent(),
    ...(flavour === 'mysql'
      ? [program.file, ...commonArguments(program, fresh), '--initialize-insecure']
      : installCommand(program, fresh, durable)),
  ]
  try {
    const env = { ...process.env, ...program.env }
    await run(file, args, { env, signal, cwd: dirname(datadir) })
  } catch (error) {
    signal?.throwIfAborted()
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(
      `MariaDB's data folder could not be made\n${`${stdout}${stderr}`.slice(-2_000)}`,
    )
  }
  renameSync(fresh, datadir)
}

function installCommand(program: Program, datadir: string, durable: boolean): string[] {
  const installer = findProgram('mariadb-install-db', 'mysql_install_db')
  if (!installer) throw new Error('mariadb-install-db, which belongs to MariaDB, is not installed')
  const [noDefaults = '', ...common] = commonArguments(program, datadir)
  return [
    installer.file,
    noDefaults,
    ...common.filter((argument) => !/^--(plugin-dir|lc-messages-dir)=/.test(argument)),
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--skip-name-resolve',
    `--innodb-log-file-size=${durable ? '64M' : '8M'}`,
  ]
}
