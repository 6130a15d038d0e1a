import { describe, expect, it } from 'vitest'
import { createLog } from '../src/log.ts'

function setup() {
  const lines: string[] = []
  const log = createLog('debug', 'test', { write: (line) => lines.push(line) })
  return { log, text: () => lines.join(''), parsed: () => lines.map((line) => JSON.parse(line)) }
}

const CARD = '4111111111111111'

describe('a secret does not reach the log', () => {
  const error = Object.assign(new Error(`no such card ${CARD}`, { cause: new Error(CARD) }), {
    code: 'ER_DUP_ENTRY',
    sql: `insert into methods values ('secret-token-1')`,
    headers: { authorization: 'secret-token-2' },
  })

  it.each([
    ['in the message', [`paid with ${CARD}`]],
    ['with separators', ['paid with 4111 1111 1111-1111']],
    ['as a number', [{ what: Number(CARD) }, 'x']],
    ['in a list of numbers', [{ what: [Number(CARD), 1] }, 'x']],
    ['under its name', [{ cardNumber: 'secret-token-1', cvv: 'secret-token-2' }, 'x']],
    [
      'two levels down',
      [{ a: { b: { password: 'secret-token-1', cookie: 'secret-token-2' } } }, 'x'],
    ],
    [
      'in headers',
      [{ headers: { authorization: 'secret-token-1', 'set-cookie': 'secret-token-2' } }, 'x'],
    ],
    ['in an error and its cause', [{ error }, 'x']],
    ['in an error under pino’s own name', [{ err: error }, 'x']],
    ['as an error alone', [error]],
    ['in XML', [`<CardNum>${CARD}</CardNum><Token>secret-token-1</Token>`]],
  ])('%s', (_, args) => {
    const { log, text, parsed } = setup()
    log.error(...(args as [object, string]))
    expect(text()).not.toMatch(/4111|secret-token/)
    expect(parsed()).toHaveLength(1)
  })
})

it('a line says when, who, how bad and what, as JSON', () => {
  const { log, parsed } = setup()
  log.info({ paymentId: '01JDK3V5T2M8Q4R6W9Y0ABCDEF', amountCents: 4999 }, 'sent')
  expect(parsed()).toMatchObject([
    { level: 30, name: 'test', msg: 'sent', amountCents: 4999, time: expect.any(Number) },
  ])
})

it('an error keeps what finds it again: its kind, its code and its stack', () => {
  const { log, parsed } = setup()
  log.error({ error: Object.assign(new TypeError('odd'), { code: 'E_ODD' }) }, 'failed')
  expect(parsed()[0].error).toMatchObject({ type: 'TypeError', message: 'odd', code: 'E_ODD' })
  expect(parsed()[0].error.stack).toContain('log.test.ts')
})
