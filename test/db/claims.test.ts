import { expect, it } from 'vitest'
import { claimPayments, findAttempt, listAttempts } from '../../src/db/claims.ts'
import { findPayment } from '../../src/db/payments.ts'
import { transact } from '../../src/db/transact.ts'
import { createTransactionId } from '../../src/gateway/transaction-id.ts'
import { START, testContext } from '../support/context.ts'
import { claim, learn, makePayment, makeUnknown, UNREACHED } from '../support/factories.ts'

const terminalOf = () => 'TESTTERMINAL'
const options = { now: START, leaseMs: 60_000, createTransactionId, terminalOf }

it('a payment is claimed by one of many workers, with its TransactionID stored', async () => {
  const context = testContext()
  const { id } = await makePayment(context)
  const racing = Array.from({ length: 10 }, () =>
    transact(context.db, (trx) => claimPayments(trx, [id], options)),
  )
  const won = (await Promise.all(racing)).flat()
  expect(won).toHaveLength(1)
  const { transaction_id } = won[0]!.attempt
  expect(await findPayment(context.db, id)).toMatchObject({
    status: 'submitting',
    transaction_id,
    attempts_made: 1,
    lease_until: new Date(START.getTime() + 60_000),
  })
  expect(await listAttempts(context.db, id)).toMatchObject([{ transaction_id, status: 'sending' }])
})

it('what never left is sent again under the same TransactionID, as the same attempt', async () => {
  const context = testContext()
  const payment = await makePayment(context)
  const first = await claim(context, payment)
  await learn(context, first, UNREACHED)
  const second = await claim(context, payment)
  expect(second.attempt.transaction_id).toBe(first.attempt.transaction_id)
  expect(await findPayment(context.db, payment.id)).toMatchObject({ attempts_made: 1 })
  expect(await listAttempts(context.db, payment.id)).toHaveLength(1)
})

it('a second message is refused while the outcome of the first is open', async () => {
  const context = testContext()
  const first = await makeUnknown(context)
  const { id } = first.payment
  // What a mistake elsewhere might do: wait anew, with no memory of the message.
  await context.db
    .updateTable('payments')
    .set({ status: 'pending', transaction_id: null })
    .where('id', '=', id)
    .execute()
  const claiming = transact(context.db, (trx) => claimPayments(trx, [id], options))
  await expect(claiming).rejects.toThrow(/duplicate/i)
  expect(await findAttempt(context.db, first.attempt.transaction_id)).toMatchObject({
    status: 'unknown',
  })
})

it('of two batches that overlap each payment goes to one', async () => {
  const context = testContext()
  const ids: string[] = []
  for (let at = 0; at < 20; at++) ids.push((await makePayment(context)).id)
  const batches = [ids.slice(0, 15), [...ids.slice(5)].reverse(), ids]
  const won = await Promise.all(
    batches.map((batch) => transact(context.db, (trx) => claimPayments(trx, batch, options))),
  )
  // A payment that was locked at that moment is left to whoever asks next.
  const more = await transact(context.db, (trx) => claimPayments(trx, ids, options))
  const claimed = [...won.flat(), ...more].map(({ payment }) => payment.id)
  expect(claimed.sort()).toEqual([...ids].sort())
})
