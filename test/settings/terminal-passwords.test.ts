import { expect, it } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { addTerminal } from '../../src/operations/settings/change-terminals.ts'
import { createTerminalPasswords } from '../../src/settings/terminal-passwords.ts'
import { config, testContext } from '../support/context.ts'

const WHO = { actor: 'staff:admin', address: '' }

it('each terminal has its own password, the environment’s that of the environment', async () => {
  const context = testContext()
  await addTerminal(context, { id: 'SECOND', password: 'two', ...WHO })
  await addTerminal(context, { id: 'THIRD', password: '', ...WHO })
  const ofEnvironment = { ...config, IPPAY_PASSWORD: 'one' }
  const passwordOf = createTerminalPasswords({ ...context, config: ofEnvironment })
  const read = ['TESTTERMINAL', 'SECOND', 'THIRD', 'NEVER'].map(passwordOf)
  expect(await Promise.all(read)).toEqual(['one', 'two', '', ''])
})

it('while the database is away what was known last holds, and before that nothing', async () => {
  const context = testContext()
  await addTerminal(context, { id: 'SECOND', password: 'two', ...WHO })
  let isAway = false
  const db = new Proxy(context.db, {
    get(target, name: keyof Db) {
      if (isAway) throw new Error('the database is away')
      const part = target[name]
      return typeof part === 'function' ? part.bind(target) : part
    },
  })
  const passwordOf = createTerminalPasswords({ ...context, db })
  expect(await passwordOf('SECOND')).toBe('two')
  isAway = true
  context.clock.forward(60_000)
  expect(await passwordOf('SECOND')).toBe('two')
  await expect(createTerminalPasswords({ ...context, db })('SECOND')).rejects.toThrow('away')
})
