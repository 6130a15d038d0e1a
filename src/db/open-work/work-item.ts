import type { PaymentStatus } from '../../domain/payment.ts'
import type { RefundKind } from '../../domain/refund.ts'
import type { MismatchKind, ReturnTask } from '../../domain/returns.ts'
import type { Clock, WorkKind } from '../../domain/work.ts'
import type { Db } from '../connect.ts'
import type { CustomerCredit } from '../schema.ts'

/** What there is to know of one piece of open work, as its own tables say it. */
interface Facts {
  /** What tells it from others of its kind. */
  subject: string
  since: Date
  clock?: Clock
  amountCents?: number | null
  currency?: string | null
}

/** About one payment. */
interface OfPayment extends Facts {
  paymentId: string
  customer: string
  document: string | null
}

export type WorkFacts =
  | (OfPayment & { kind: 'unknown' | 'review' | 'missing_record' })
  | (OfPayment & { kind: 'recording' | 'undoing'; tries: number; error: string })
  | (OfPayment & { kind: 'credit'; documentWas: CustomerCredit['document_was'] })
  | (OfPayment & { kind: 'late_approval'; status: PaymentStatus })
  | (OfPayment & { kind: 'refund_unsure'; refund: RefundKind; status: 'unknown' | 'review' })
  | (Facts & { kind: 'return' | 'change'; customer: string; code: string; task: ReturnTask })
  | (Facts & { kind: 'mismatch'; reference: string; requestType: string; difference: MismatchKind })
  | (Facts & { kind: 'report'; error: string })
  | (Facts & { kind: 'paused_run' | 'approval'; reason: string | null })
  | (Facts & { kind: 'run_alarm'; says: string; runId: number | null })
  | (Facts & {
      kind: 'mails' | 'disabled_methods' | 'differences' | 'duplicates'
      count: number
    })
  | (Facts & { kind: 'expiring_cards'; count: number; lastDay: string })

export interface Asked {
  now: Date
  zone: string
  limit: number
  /** Only these, by their subjects. */
  subjects?: readonly string[]
}

/** Where one kind of work comes from. The rows stay where they are; nothing of them is copied. */
export interface WorkSource {
  kind: WorkKind
  count(db: Db, asked: Pick<Asked, 'now' | 'zone'>): Promise<number>
  /** Those that have waited longest. */
  list(db: Db, asked: Asked): Promise<WorkFacts[]>
}
