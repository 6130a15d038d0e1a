import { setTimeout as sleep } from 'node:timers/promises'
import type { DocumentKind } from '../../../src/splynx/splynx.ts'
import { draw, type OpenDocument } from './documents.ts'
import type { Random } from './random.ts'
import { ask, tell } from './reset.ts'
import type { Stage } from './stage.ts'

/** A document that the office closed in Splynx, by itself. */
export interface Closed {
  kind: DocumentKind
  id: number
  how: 'paid in cash' | 'deleted'
  at: Date
  /** The newest payment in Splynx when everybody who had looked before must have come to an end. */
  lastReceiptId: number
}

/**
 * Reading a document and creating its payment are two requests, each with its patience and its
 * tries. A payment that is created within this time may rest on what was true before.
 */
const LOOKED_BEFORE_MS = 6_000

/** What happens in Splynx without us: some documents are paid in cash or deleted meanwhile. */
export class Office {
  readonly #closing: Promise<Closed | null>[] = []

  constructor(
    private readonly stage: Stage,
    private readonly random: Random,
  ) {}

  /** Closes some documents whatever is going on with them. */
  async closeSome(documents: readonly OpenDocument[], count: number, withinMs: number) {
    const drawn = draw(documents, this.random, count)
    const moments = drawn.map((document) => ({ document, atMs: this.random.between(0, withinMs) }))
    await Promise.all(
      moments.map(async ({ document, atMs }) => {
        await sleep(atMs)
        await this.#close(document)
      }),
    )
  }

  /** Waits for documents whose payment is at the gateway or not yet in Splynx, and closes them. */
  async closeUnderWay(count: number, withinMs: number): Promise<void> {
    const { db } = this.stage.observer
    const deadline = Date.now() + withinMs
    const done = new Set<string>()
    while (done.size < count && Date.now() < deadline) {
      await sleep(this.random.between(50, 400))
      const payments = await db
        .selectFrom('payments')
        .select(['id', 'purpose', 'document_id'])
        .where('status', 'in', ['submitting', 'unknown', 'approved'])
        .limit(20)
        .execute()
        .catch(() => [])
      const found = payments.find(({ id }) => !done.has(id))
      if (!found?.document_id || found.purpose === 'refill') continue
      done.add(found.id)
      await this.#close({ kind: found.purpose, id: found.document_id })
    }
  }

  /** Everything that it closed, once that is long enough ago. */
  async closed(): Promise<Closed[]> {
    return (await Promise.all(this.#closing)).filter((one) => one !== null)
  }

  async #close({ kind, id }: Pick<OpenDocument, 'kind' | 'id'>): Promise<void> {
    const isCash = this.random.chance(0.5)
    const url = this.stage.sandbox.splynxUrl
    const at = new Date()
    const closing = tell('POST', `${url}/_sandbox/documents/${isCash ? 'pay' : 'delete'}`, {
      kind,
      id,
    }).then(
      () => true,
      () => false, // paid already, so Splynx refuses
    )
    const how = isCash ? ('paid in cash' as const) : ('deleted' as const)
    this.#closing.push(
      closing.then(async (isClosed) => {
        if (!isClosed) return null
        await sleep(LOOKED_BEFORE_MS)
        return { kind, id, how, at, lastReceiptId: await readLastReceiptId(url) }
      }),
    )
    await closing
  }
}

async function readLastReceiptId(splynxUrl: string): Promise<number> {
  const { payments } = await ask<{ payments: { id: number }[] }>(
    `${splynxUrl}/_sandbox/payments?source=all`,
  )
  return Math.max(0, ...payments.map(({ id }) => id))
}
