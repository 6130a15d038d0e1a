import type { Context } from '../../context.ts'
import { TwoRetriersError } from '../../domain/two-retriers.ts'

/** Whether a declined card would be tried by the gateway and by us. */
export async function areTwoRetriers({ settings }: Pick<Context, 'settings'>): Promise<boolean> {
  const { gatewayRecycling, ownRetries } = await settings.of(null)
  return gatewayRecycling === 'on' && ownRetries
}

/** Rejects with `TwoRetriersError` while both are on. */
export async function refuseTwoRetriers(context: Pick<Context, 'settings'>): Promise<void> {
  if (await areTwoRetriers(context)) throw new TwoRetriersError()
}
