import type { AttemptStatus, PaymentStatus } from '../../src/domain/payment.ts'
import type { RefundStatus } from '../../src/domain/refund.ts'
import type { RunItemState, RunStatus } from '../../src/domain/run.ts'
import { Icon } from './icon.tsx'
import {
  ATTEMPT_LABEL,
  METHOD_LABEL,
  type MethodStatus,
  PAYMENT_LABEL,
  REFUND_LABEL,
  RUN_ITEM_LABEL,
  RUN_LABEL,
  type StatusLabel,
} from './status-labels.ts'

/** Told apart by shape and word first; the colour only helps. */
const Badge = ({ status, label }: { status: string; label: StatusLabel }) => (
  <span class={`badge is-${status} tone-${label.tone}`} title={label.meaning}>
    <Icon name={label.icon} size={14} />
    {label.word}
  </span>
)

export const StatusBadge = ({ status }: { status: PaymentStatus }) => (
  <Badge status={status} label={PAYMENT_LABEL[status]} />
)
export const RefundBadge = ({ status }: { status: RefundStatus }) => (
  <Badge status={status} label={REFUND_LABEL[status]} />
)
export const RunBadge = ({ status }: { status: RunStatus }) => (
  <Badge status={status} label={RUN_LABEL[status]} />
)
export const RunItemBadge = ({ state }: { state: RunItemState }) => (
  <Badge status={state} label={RUN_ITEM_LABEL[state]} />
)
export const AttemptBadge = ({ status }: { status: AttemptStatus }) => (
  <Badge status={status} label={ATTEMPT_LABEL[status]} />
)
export const MethodBadge = ({ status }: { status: MethodStatus }) => (
  <Badge status={status} label={METHOD_LABEL[status]} />
)
