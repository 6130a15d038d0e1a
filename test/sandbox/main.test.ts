import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readOptions, UsageError } from '../../src/sandbox/main-options.ts'
import { GOOD_CARD, message } from './ippay-support.ts'

describe('the command line', () => {
  it('has defaults for everything but the ports', () => {
    expect(readOptions(['--ippay-port', '0'])).toMatchObject({
      ippayPort: 0,
      splynxPort: null,
      seed: 1,
      customers: 400,
      customerLogins: [{ login: 'customer', password: 'customer' }],
    })
  })

  it('takes several logins and sessions', () => {
    const args = ['--splynx-port=0', '--staff=a:b:c', '--staff=d:e', '--session=x', '--session=y']
    expect(readOptions(args)).toMatchObject({
      staff: [
        { login: 'a', password: 'b:c' },
        { login: 'd', password: 'e' },
      ],
      sessions: ['x', 'y'],
    })
  })

  it('takes a state file and an address for HTTPS, with its key and certificate', () => {
    const tls = ['--ippay-tls-port=0', '--tls-key=k.pem', '--tls-cert=c.pem']
    expect(readOptions(['--ippay-port=0', '--state-file=s.jsonl', ...tls])).toMatchObject({
      stateFile: 's.jsonl',
      ippayTls: { port: 0, keyFile: 'k.pem', certFile: 'c.pem' },
    })
  })

  it.each([
    [[], '--ippay-port'],
    [['--splynx-port', '0', '--state-file', 's'], '--state-file'],
    [['--splynx-port', '0', '--ippay-tls-port', '0'], '--ippay-tls-port'],
    [['--ippay-port', '0', '--ippay-tls-port', '0', '--tls-key', 'k'], '--tls-cert'],
    [['--ippay-port', '70000'], '--ippay-port'],
    [['--ippay-port', '0', '--seed', '-1'], '--seed'],
    [['--ippay-port', '0', '--customers', 'many'], '--customers'],
    [['--ippay-port', '0', '--today', '2026-02-30'], '--today'],
    [['--ippay-port', '0', '--staff', 'nobody'], '--staff'],
    [['--ippay-port', '0', '--colour', 'red'], '--colour'],
    [['--ippay-port', '0', 'word'], 'word'],
  ])('refuses %j in one line that names it', (args, named) => {
    expect(() => readOptions(args)).toThrow(UsageError)
    expect(() => readOptions(args)).toThrow(named)
    expect(() => readOptions(args)).not.toThrow('\n')
  })
})

describe('the process', () => {
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/sandbox/main.ts', ...args])
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    return child
  }

  it('prints where both simulators answer, and ends on SIGTERM', async () => {
    const child = start('--ippay-port', '0', '--splynx-port', '0', '--customers', '5')
    const [line] = await once(child.stdout, 'data')
    const ready = JSON.parse(String(line))
    expect(await (await fetch(ready.gateway)).text()).toMatch(/^[A-G]\d{17}$/)
    expect((await fetch(`${ready.splynxUrl}/_sandbox/payments?summary=1`)).status).toBe(200)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  it('keeps the books of the gateway in its state file when it is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const args = ['--ippay-port', '0', '--customers', '5', '--state-file', join(folder, 'state')]
    const ready = async (child: ReturnType<typeof start>) => {
      const [line] = await once(child.stdout, 'data')
      return JSON.parse(String(line))
    }
    const first = start(...args)
    const sale = message('SALE', { ...GOOD_CARD, TotalAmount: 6995 })
    await fetch((await ready(first)).gateway, { method: 'POST', body: sale })
    first.kill('SIGKILL')
    await once(first, 'exit')
    const { ippayUrl } = await ready(start(...args))
    const summary = await fetch(`${ippayUrl}/_sandbox/transactions?summary=1`)
    expect(await summary.json()).toMatchObject({ count: 1, cents: 6995 })
  })

  it('says what is wrong with its flags and ends with 2', async () => {
    const child = start('--ippay-port', 'x')
    const [words] = await once(child.stderr, 'data')
    expect(String(words)).toMatch(/^sandbox: --ippay-port takes [^\n]*\n$/)
    expect(await once(child, 'exit')).toEqual([2, null])
  })
})
