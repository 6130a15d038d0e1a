import { sendRefund } from '../../../src/operations/refunds/send-refund.ts'
import { sweep } from '../../../src/operations/sweep.ts'
import { DAY_MS, HOUR_MS, idOf, setup } from './support.ts'

/** A payment that was voided, credited or credited in part; Splynx has not been told yet. */
export async function setupGivenBack({
  amountCents = 4999,
  reopens = true,
  isRecorded = true,
}: {
  amountCents?: number
  reopens?: boolean
  isRecorded?: boolean
} = {}) {
  const world = await setup({ isRecorded })
  const { context } = world
  const expectedKind = amountCents === 4999 ? 'void' : 'credit'
  if (expectedKind === 'credit') context.clock.forward(DAY_MS)
  const refundId = idOf(await world.open({ expectedKind, amountCents, reopens }))
  context.rings.length = 0
  return { ...world, refundId }
}

export const send = ({ context, refundId }: Awaited<ReturnType<typeof setupGivenBack>>) =>
  sendRefund(context, refundId)

/** Works until nothing is due any more, hours go by between the tries. */
export async function finish({ context }: Pick<Awaited<ReturnType<typeof setup>>, 'context'>) {
  for (let tries = 0; tries < 8; tries++) {
    await sweep(context)
    await context.drain()
    context.clock.forward(HOUR_MS)
  }
}

export const inSplynx = ({ context }: Awaited<ReturnType<typeof setup>>) =>
  context.splynx.payments.map(({ amountCents, document }) => ({
    amountCents,
    isLinked: document !== undefined,
  }))
