/**
 * The gateway's own recycling is on, and so are the retries of runs: a declined card would be tried by
 * both, and neither knows of the other's tries (rules of the trade C12). No run starts.
 */
export class TwoRetriersError extends Error {
  override name = 'TwoRetriersError'
  constructor() {
    super('the gateway recycles declined payments, and runs try them again, too')
  }
}
