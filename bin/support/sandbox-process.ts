import { type Child, lastLines, startChild } from './child.ts'
import { freePort, PORT_TRIES } from './ports.ts'
import { ROOT, type RunFolder } from './run-folder.ts'

export interface Login {
  login: string
  password: string
}

/** The two simulators, ready, with what one needs to know to use them. */
export interface Sandbox extends Child {
  /** Their roots; the control addresses are below `/_sandbox/`. */
  gatewayUrl: string
  splynxUrl: string
  /** Of the mail server's pages, and the mail server itself. */
  mailboxUrl: string
  smtpUrl: string
  credentials: Credentials
}

type Ready = Credentials & Pick<Sandbox, 'mailboxUrl' | 'smtpUrl'>

interface Credentials {
  apiKey: string
  apiSecret: string
  staff: Login
  customer: Login
  report: Login
}

/** Starts both simulators on free ports and waits for their line. */
export async function startSandbox(
  folder: RunFolder,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  args: readonly string[] = [],
): Promise<Sandbox> {
  for (let tries = 1; ; tries += 1) {
    const [ippayPort, splynxPort] = await Promise.all([freePort(), freePort()])
    const ports = [`--ippay-port=${ippayPort}`, `--splynx-port=${splynxPort}`, '--mailbox-port=0']
    const logPath = `${folder.path}/sandbox.log`
    let heard: (line: string) => void = () => {}
    const firstLine = new Promise<string>((resolve) => {
      heard = resolve
    })
    const child = await startChild({
      name: 'sandbox',
      command: [process.execPath, '--import', 'tsx', 'src/sandbox/main.ts', ...ports, ...args],
      cwd: ROOT,
      env,
      logPath,
      onLine: (line) => heard(line),
      pidFile: folder.pidFile('sandbox'),
    })
    const giveUp = () => child.kill()
    signal.addEventListener('abort', giveUp, { once: true })
    const line = await Promise.race([firstLine, child.ended.then(() => undefined)])
    signal.removeEventListener('abort', giveUp)
    signal.throwIfAborted()
    if (line !== undefined) {
      const { mailboxUrl, smtpUrl, ...credentials } = JSON.parse(line) as Ready
      return Object.assign(child, {
        ...{ mailboxUrl, smtpUrl, credentials },
        gatewayUrl: `http://127.0.0.1:${ippayPort}`,
        splynxUrl: `http://127.0.0.1:${splynxPort}`,
      })
    }
    const log = lastLines(logPath)
    if (!log.includes('EADDRINUSE') || tries === PORT_TRIES) {
      throw new Error(`the sandbox did not start\n${log}`)
    }
  }
}
