import { expect, it } from 'vitest'
import { chargeItems } from '../../../src/operations/charge-items.ts'
import { sendRefund } from '../../../src/operations/refunds/send-refund.ts'
import { selectDocuments } from '../../../src/operations/select-documents.ts'
import { makeRun } from '../../support/factories.ts'
import { idOf, setup } from './support.ts'

const FILTER = { documentKind: 'invoice', status: 'not_paid' } as const

it('a document whose payment was given back is shown and not selected by a run', async () => {
  const { context, open, document } = await setup()
  await open()
  await context.drain()
  expect(context.splynx.documents.get(`invoice:${document.id}`)).toMatchObject({
    status: 'not_paid',
  })
  const decisions = []
  for await (const page of selectDocuments(context, FILTER)) decisions.push(...page.selected)
  expect(decisions).toMatchObject([
    { documentId: document.id, decision: { kind: 'skip', reason: 'refunded' } },
  ])
})

it('one that is given back while a run looks at Splynx is not charged', async () => {
  const { context, open, document, method } = await setup()
  const refundId = idOf(await open())
  const { itemIds, runId } = await makeRun(context, [{ document, method }])
  const { findDocuments } = context.splynx
  context.splynx.findDocuments = async (...asked) => {
    context.splynx.findDocuments = findDocuments
    await sendRefund(context, refundId)
    await context.drain()
    return findDocuments(...asked)
  }
  await chargeItems(context, { runId, fromItemId: itemIds[0]!, toItemId: itemIds[0]! })
  const item = context.db.selectFrom('run_items').selectAll().where('id', '=', itemIds[0]!)
  expect(await item.executeTakeFirst()).toMatchObject({ state: 'skipped', skip_reason: 'refunded' })
  expect(context.gateway.sent.filter(({ kind }) => kind === 'sale')).toHaveLength(0)
})
