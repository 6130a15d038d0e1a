import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { LOCAL } from './run-folder.ts'

// Where set-up unpacks Debian packages when it may not install them (bin/support/setup.sh).
const PACKAGES = join(LOCAL, 'packages')
// Debian keeps servers out of a normal user's PATH.
const SERVER_PATH = process.env.SERVER_PATH ?? '/usr/sbin:/usr/local/sbin'

export interface Program {
  file: string
  /** What an unpacked copy needs to find its libraries; empty for an installed one. */
  env: Record<string, string>
  /** The `usr` folder of an unpacked copy, which has its message and plugin files elsewhere. */
  unpackedIn?: string
}

/** Finds the first of these programs: installed, or unpacked below `.local/packages`. */
export function findProgram(...names: string[]): Program | undefined {
  const installed = [process.env.PATH ?? '', SERVER_PATH].flatMap((path) => path.split(delimiter))
  for (const name of names) {
    for (const folder of installed.filter(Boolean)) {
      if (isExecutable(join(folder, name))) return { file: join(folder, name), env: {} }
    }
  }
  for (const usr of foldersIn(PACKAGES).map((folder) => join(folder, 'usr'))) {
    for (const name of names) {
      for (const folder of ['sbin', 'bin', 'lib/chromium']) {
        const file = join(usr, folder, name)
        if (isExecutable(file)) return { file, env: libraryPath(usr), unpackedIn: usr }
      }
    }
  }
  return undefined
}

/** Like `findProgram`, but says what is missing. */
export function requireProgram(what: string, ...names: string[]): Program {
  const program = findProgram(...names)
  if (!program)
    throw new Error(`${what} (${names.join(' or ')}) is not installed: run npm run setup`)
  return program
}

/** The browser for the browser tests. */
export const requireChromium = (): Program =>
  requireProgram('Chromium', 'chromium', 'google-chrome', 'google-chrome-stable')

function libraryPath(usr: string): Record<string, string> {
  const folders = [join(usr, 'lib'), join(usr, '..', 'lib')]
    .flatMap(foldersIn)
    .filter((folder) => folder.includes('-linux-gnu'))
    .flatMap((folder) => [folder, join(folder, 'pulseaudio')])
  const own = process.env.LD_LIBRARY_PATH
  return { LD_LIBRARY_PATH: [...folders, ...(own ? [own] : [])].join(':') }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(folder, entry.name))
  } catch {
    return []
  }
}
