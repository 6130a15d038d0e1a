import { expect, it } from 'vitest'
import { findMethod, listMethods } from '../../../src/db/methods.ts'
import { readOpenReturns } from '../../../src/db/returns.ts'
import { addBankAccount } from '../../../src/operations/add-bank-account.ts'
import { takeReturn } from '../../../src/operations/returns/take-return.ts'
import { type TestContext, testContext } from '../../support/context.ts'
import { makeDebit } from './debits.ts'

async function noticed(context: TestContext) {
  const debit = await makeDebit(context, { method: { is_default: true } })
  const { transactionId } = debit
  const [returnedAt, actor] = [context.now(), 'report']
  await takeReturn(context, { transactionId, code: 'C01', returnedAt, source: 'report', actor })
  return debit
}

const enter = (context: TestContext, customerId: number, keep: 'saved' | 'one_time' = 'saved') =>
  addBankAccount(context, {
    customerId,
    keep,
    consent: { version: '1', address: '127.0.0.1', agent: 'test' },
    actor: `customer:${customerId}`,
    account: {
      routingNumber: '071025661',
      accountNumber: '11111999',
      accountType: 'checking',
      holderName: 'Ada Miller',
    },
  })

it('an account entered after a notice of change takes the place of the old one', async () => {
  const context = testContext()
  const { method } = await noticed(context)
  await enter(context, method.customer_id)
  expect(await readOpenReturns(context.db, 9)).toMatchObject({ count: 0 })
  expect(await findMethod(context.db, method.id)).toMatchObject({
    status: 'disabled',
    change_noted_at: null,
  })
  const [first] = await listMethods(context.db, method.customer_id)
  expect(first).toMatchObject({ status: 'active', is_default: 1, last4: '1999' })
})

it('one that is typed in for a single payment corrects nothing', async () => {
  const context = testContext()
  const { method } = await noticed(context)
  await enter(context, method.customer_id, 'one_time')
  expect(await readOpenReturns(context.db, 9)).toMatchObject({ count: 1 })
  expect(await findMethod(context.db, method.id)).toMatchObject({ status: 'active' })
})

it('another customer’s account is left alone', async () => {
  const context = testContext()
  const { method } = await noticed(context)
  await enter(context, method.customer_id + 1)
  expect(await findMethod(context.db, method.id)).toMatchObject({
    status: 'active',
    change_noted_at: context.now(),
  })
})
