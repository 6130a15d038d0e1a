import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readOptions, UsageError } from '../../src/sandbox/main-options.ts'

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

  it.each([
    [[], '--ippay-port'],
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

  it('says what is wrong with its flags and ends with 2', async () => {
    const child = start('--ippay-port', 'x')
    const [words] = await once(child.stderr, 'data')
    expect(String(words)).toMatch(/^sandbox: --ippay-port takes [^\n]*\n$/)
    expect(await once(child, 'exit')).toEqual([2, null])
  })
})
