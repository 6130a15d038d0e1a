import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

// Who may import whom, and a few house rules that a linter cannot say.

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Import {
  from: string
  /** A path from the root, or the name of a package. */
  to: string
  isType: boolean
}

const FILES = ['src', 'views', 'jobs', 'migrations']
  .flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(room, name),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .sort()
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm
const LAZY = /\bimport\(\s*'([^']+)'/g

const IMPORTS: Import[] = FILES.flatMap((from) => {
  const text = textOf(from)
  const found = [...text.matchAll(IMPORT)].map(([whole, type, name]) => ({
    name: name ?? '',
    isType: type !== undefined || isTypesOnly(whole),
  }))
  const lazy = [...text.matchAll(LAZY)].map(([, name]) => ({ name: name ?? '', isType: false }))
  return [...found, ...lazy].map(({ name, isType }) => ({ from, to: pathOf(from, name), isType }))
})

/** `import { type A, type B } from …` */
function isTypesOnly(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1]
  if (names === undefined || /^\w+\s*,/.test(statement.replace(/^(import|export)\s+/, ''))) {
    return false
  }
  return names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

function pathOf(from: string, name: string): string {
  return name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), name)) : name
}

/** Imports that leave a room for another one of ours, as `from → to`. */
function leaving(room: string, isAllowed: (one: Import) => boolean): string[] {
  return IMPORTS.filter(({ from, to }) => isIn(from, room) && isOurs(to) && !isIn(to, room))
    .filter((one) => !isAllowed(one))
    .map(({ from, to }) => `${from} → ${to}`)
}

const isIn = (path: string, room: string) => path === room || path.startsWith(`${room}/`)
const isOurs = (path: string) => /^(src|views|jobs|migrations|bin|test)\//.test(path)
const into =
  (...rooms: string[]) =>
  ({ to }: Import) =>
    rooms.some((room) => isIn(to, room))
/** Types say what something is and bring nothing along. */
const typesOf =
  (...rooms: string[]) =>
  (one: Import) =>
    one.isType && into(...rooms)(one)
const any =
  (...rules: ((one: Import) => boolean)[]) =>
  (one: Import) =>
    rules.some((rule) => rule(one))

it('there are files to look at', () => {
  expect(FILES.length).toBeGreaterThan(100)
  expect(IMPORTS.length).toBeGreaterThan(FILES.length)
})

/** The one place that takes secrets out of text: pure, and of use in every room. */
const SCRUB = 'src/gateway/scrub.ts'

describe('imports', () => {
  const MAY: Record<string, (one: Import) => boolean> = {
    'src/domain': () => false,
    'src/db': into('src/domain', 'migrations', SCRUB),
    migrations: () => false,
    'src/gateway': into('src/domain'),
    'src/splynx': into('src/domain'),
    'src/mail': into('src/domain'),
    'src/vault': () => false,
    'src/limits': () => false,
    'src/journal': into('src/domain'),
    'src/settings': any(
      into('src/domain', 'src/db/settings.ts', 'src/db/terminals.ts'),
      typesOf('src/config.ts', 'src/db/connect.ts', 'src/vault/vault.ts'),
    ),
    'src/sandbox': () => false,
    'src/queue': any(
      into('src/domain', 'src/db', 'jobs', 'src/operations/ring-items.ts', SCRUB),
      typesOf('src/worker-context.ts', 'src/context.ts', 'src/log.ts'),
    ),
    'src/operations': any(
      into(
        'src/domain',
        'src/db',
        'src/gateway',
        'src/splynx',
        'src/vault',
        'src/queue',
        'src/journal',
        'src/settings',
      ),
      typesOf('src/context.ts', 'src/worker-context.ts', 'src/log.ts', 'src/limits', 'src/mail'),
    ),
    jobs: into('src/operations', 'src/queue/job.ts', 'src/queue/payloads.ts'),
    views: any(
      // The second is for the list of states that a job may be in.
      into('src/domain', 'src/queue/inspect.ts'),
      typesOf('src/settings', 'src/db', 'src/operations', 'src/queue', 'src/splynx', 'src/routes'),
      typesOf('src/mail'),
    ),
  }

  it.each(Object.keys(MAY))('of %s stay within what it may know', (room) => {
    expect(leaving(room, MAY[room]!)).toEqual([])
  })

  it('of routes reach the gateway and Splynx only through operations and the context', () => {
    const clients = IMPORTS.filter(({ from }) => isIn(from, 'src/routes') || from === 'src/app.tsx')
      .filter(into('src/gateway', 'src/splynx'))
      .filter(({ isType, to }) => !isType && !['src/splynx/splynx.ts', SCRUB].includes(to))
      .map(({ from, to }) => `${from} → ${to}`)
    expect(clients).toEqual([])
  })

  it('of clients are made in one place', () => {
    const COMPOSED = [
      'src/gateway/ippay-client.ts',
      'src/splynx/splynx-client.ts',
      'src/db/connect.ts',
      'src/queue/bell.ts',
      'src/journal/create-journal.ts',
      'src/mail/smtp-client.ts',
    ]
    const rooms = ['src/gateway', 'src/splynx', 'src/db']
    const composing = IMPORTS.filter(({ to, isType }) => COMPOSED.includes(to) && !isType)
      .filter(({ from }) => !rooms.some((room) => isIn(from, room)))
      .map(({ from }) => from)
    // Commands that need a database and nothing else.
    const COMMANDS = ['src/migrate.ts', 'src/verify-audit.ts']
    const places = [...new Set(composing)].filter((from) => !COMMANDS.includes(from))
    expect(places).toEqual(['src/context.ts'])
  })

  it('of the simulators are nobody’s', () => {
    const users = IMPORTS.filter(
      ({ from, to }) => isIn(to, 'src/sandbox') && !isIn(from, 'src/sandbox'),
    )
    expect(users).toEqual([])
  })

  it('of operations never lead to pages', () => {
    expect(leaving('src/operations', (one) => !into('src/routes', 'views')(one))).toEqual([])
  })
})

/** Files in which a line matches, as `file:line`. */
function linesWith(pattern: RegExp, isExempt: (file: string) => boolean = () => false): string[] {
  return FILES.filter((file) => !isExempt(file)).flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) && !isComment(line) ? `${file}:${at + 1}` : [])),
  )
}

const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line)

describe('house rules', () => {
  it('no file is longer than 350 lines', () => {
    const long = FILES.filter((file) => textOf(file).split('\n').length > 350)
    expect(long).toEqual([])
  })

  it('nothing is of any type, and no error of types is silenced', () => {
    expect(linesWith(/:\s*any\b|\bas any\b|<any>|\bany\[\]/)).toEqual([])
    const silenced = FILES.filter((file) => /@ts-(ignore|expect-error|nocheck)/.test(textOf(file)))
    expect(silenced).toEqual([])
  })

  it('SQL is written in db and migrations alone', () => {
    const isHome = (file: string) => isIn(file, 'src/db') || isIn(file, 'migrations')
    const QUERY = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql[`<]/
    // `/readyz` asks the database whether it is there.
    const isExempt = (file: string) =>
      isHome(file) || isIn(file, 'src/sandbox') || file === 'src/routes/operations.ts'
    expect(linesWith(QUERY, isExempt)).toEqual([])
  })

  it('the environment is read in one place', () => {
    expect(linesWith(/process\.env/, (file) => file === 'src/config.ts')).toEqual([])
  })

  it('a payment changes its status in one place', () => {
    const CHANGE = /updateTable\('payments'\)[\s\S]{0,200}?\bstatus:/
    const files = FILES.filter((file) => CHANGE.test(textOf(file)))
    // The claim of a batch gives each row an id of its own, which no common statement can.
    expect(files).toEqual(['src/db/claims.ts', 'src/db/payments.ts'])
  })

  it('nothing is ever removed from the history of payments or from the audit trail', () => {
    const ERASING = /(updateTable|deleteFrom)\('(payment_events|audit_events)'\)/
    expect(linesWith(ERASING)).toEqual([])
  })

  it('time comes from the context, where tests can move it', () => {
    const isEdge = (file: string) => isIn(file, 'src/sandbox') || file === 'src/context.ts'
    expect(
      linesWith(/new Date\(\)|Date\.now\(\)/, (file) => isEdge(file) || isIn(file, 'src/splynx')),
    ).toEqual([])
  })

  it('nothing is left for later', () => {
    const later = FILES.filter((file) => /\b(TODO|FIXME|XXX)\b/.test(textOf(file)))
    expect(later).toEqual([])
  })
})
