/** The two outside systems: their own books, and what a test makes happen in the world. */
export interface Simulators {
  /** What the gateway took and what Splynx was told, by their own count. */
  books(): Promise<{ gateway: Sum; splynx: Sum }>
  /** Every charge of this document that the gateway knows. */
  chargesOf(invoice: Invoice): Promise<{ amountCents: number }[]>
  /** How the gateway answers from now on; `{}` is as it should. */
  troubleGateway(faults: Faults): Promise<void>
  /** Somebody in the office issues an invoice. */
  issueInvoice(customerId: number, amountCents: number): Promise<Invoice>
}

export interface Sum {
  count: number
  cents: number
}

export interface Invoice {
  id: number
  number: string
}

/** As docs/sandbox.md describes it. */
export interface Faults {
  latencyMs?: number
  rules?: readonly { match: { type: string }; kind: string; probability: number; times?: number }[]
}

/** The next charge is booked, and the answer to it never arrives. */
export const LOST_ANSWER = {
  match: { type: 'SALE' },
  kind: 'lose-after',
  probability: 1,
  times: 1,
} as const

export function createSimulators(gatewayUrl: string, splynxUrl: string): Simulators {
  const gateway = `${gatewayUrl}/_sandbox`
  const splynx = `${splynxUrl}/_sandbox`
  return {
    async books() {
      const sums = await Promise.all([
        ask<Sum>(`${gateway}/transactions?summary=1`),
        ask<Sum>(`${splynx}/payments?summary=1`),
      ])
      const [ofGateway, ofSplynx] = sums.map(({ count, cents }) => ({ count, cents }))
      return { gateway: ofGateway as Sum, splynx: ofSplynx as Sum }
    },
    async chargesOf({ number }) {
      const url = `${gateway}/transactions?orderNumber=${number}`
      return (await ask<{ transactions: { amountCents: number }[] }>(url)).transactions
    },
    async troubleGateway(faults) {
      await ask(`${gateway}/faults`, 'PUT', faults)
    },
    issueInvoice: (customerId, amountCents) =>
      ask(`${splynx}/documents`, 'POST', { kind: 'invoice', customerId, amountCents }),
  }
}

async function ask<T>(url: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
