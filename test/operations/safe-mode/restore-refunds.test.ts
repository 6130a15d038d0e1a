import { expect, it } from 'vitest'
import { findRefund, listRefundsOf } from '../../../src/db/refunds.ts'
import { openRefund } from '../../../src/operations/refunds/open-refund.ts'
import { takeBackup } from '../../support/backup.ts'
import { idOf, requestFor } from '../refunds/support.ts'
import { openShop } from './support.ts'

it('money that was given back since the backup is not given back again', async () => {
  const { context, sell, check } = openShop()
  const { payment } = await sell()
  const backup = await takeBackup(context.db)
  const refundId = idOf(await openRefund(context, requestFor(payment.id)))
  await context.drain()
  expect(await findRefund(context.db, refundId)).toMatchObject({ status: 'approved' })
  await backup.restore()
  expect(await listRefundsOf(context.db, payment.id)).toEqual([])

  await check()
  expect(await findRefund(context.db, refundId)).toMatchObject({
    ...{ status: 'unknown', kind: 'void', amount_cents: payment.amount_cents, reopens: 1 },
  })
  expect(await openRefund(context, requestFor(payment.id))).toEqual({ kind: 'safe_mode' })
})

it('a refund waits until the payment that it belongs to is known again', async () => {
  const { context, sell, check, askUntilQuiet } = openShop()
  const backup = await takeBackup(context.db)
  const { payment } = await sell()
  const refundId = idOf(await openRefund(context, requestFor(payment.id)))
  await context.drain()
  await backup.restore()
  await check()
  expect(await findRefund(context.db, refundId)).toBeUndefined()
  await askUntilQuiet()
  expect(await findRefund(context.db, refundId)).toBeDefined()
})

it('a refund that waited in the backup and was sent since is not sent again', async () => {
  const { context, gateway, sell, check } = openShop()
  const { payment } = await sell()
  const refundId = idOf(await openRefund(context, requestFor(payment.id)))
  const backup = await takeBackup(context.db)
  await context.drain()
  const countVoids = () => gateway.sent.filter(({ kind }) => kind === 'void').length
  expect(countVoids()).toBe(1)
  await backup.restore()
  await check()
  expect(await findRefund(context.db, refundId)).toMatchObject({ status: 'unknown' })
  await context.bell.ring('send-refund', { refundId })
  await context.drain()
  expect(countVoids()).toBe(1)
})
