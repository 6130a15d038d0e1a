import type { AttemptStatus, PaymentStatus } from '../../src/domain/payment.ts'
import type { RefundStatus } from '../../src/domain/refund.ts'
import type { RunItemState, RunStatus } from '../../src/domain/run.ts'
import type { IconName } from './icon.tsx'

/** The colour family of a status. Doubt has one of its own and never borrows that of a decline. */
export type Tone =
  | 'neutral'
  | 'active'
  | 'doubt'
  | 'attention'
  | 'success'
  | 'danger'
  | 'muted'
  | 'reversed'

export interface StatusLabel {
  word: string
  icon: IconName
  tone: Tone
  /** One sentence for the title and for the pages that explain. */
  meaning: string
}

export type MethodStatus = 'active' | 'one_time' | 'disabled' | 'removed'

const label = (word: string, icon: IconName, tone: Tone, meaning: string): StatusLabel => ({
  word,
  icon,
  tone,
  meaning,
})

export const PAYMENT_LABEL: Record<PaymentStatus, StatusLabel> = {
  pending: label('Waiting', 'clock', 'neutral', 'Stored. The gateway has heard nothing yet.'),
  submitting: label('At the gateway', 'sending', 'active', 'Sent. The answer is on its way.'),
  unknown: label(
    'Not known yet',
    'question',
    'doubt',
    'The answer got lost, so we ask the gateway. It is not charged again meanwhile.',
  ),
  review: label(
    'Needs review',
    'flag',
    'attention',
    'The answer can be read two ways. A person decides.',
  ),
  approved: label(
    'Approved',
    'check',
    'success',
    'The money is taken. Splynx is being told about it.',
  ),
  recorded: label('Paid', 'check_circle', 'success', 'The money is taken and Splynx shows it.'),
  declined: label('Declined', 'x_octagon', 'danger', 'The gateway said no. No money moved.'),
  cancelled: label('Cancelled', 'slash', 'muted', 'Stopped before any money moved.'),
  voided: label('Voided', 'minus_circle', 'reversed', 'Taken back before it settled.'),
  refunded: label('Refunded', 'undo', 'reversed', 'The money was paid back.'),
  returned: label('Returned', 'return_left', 'danger', 'The bank sent the debit back.'),
}

export const REFUND_LABEL: Record<RefundStatus, StatusLabel> = {
  pending: label('Waiting', 'clock', 'neutral', 'Stored. The gateway has heard nothing yet.'),
  submitting: label('At the gateway', 'sending', 'active', 'Sent. The answer is on its way.'),
  unknown: label(
    'Not known yet',
    'question',
    'doubt',
    'The answer got lost, so we ask the gateway. Nothing is given back a second time meanwhile.',
  ),
  review: label(
    'Needs review',
    'flag',
    'attention',
    'Nobody can be sure by asking. A person decides.',
  ),
  approved: label('Given back', 'undo', 'reversed', 'The gateway gave the money back.'),
  declined: label('Refused', 'x_octagon', 'danger', 'The gateway said no. No money went back.'),
  cancelled: label('Cancelled', 'slash', 'muted', 'Given up before any money went back.'),
}

export const RUN_LABEL: Record<RunStatus, StatusLabel> = {
  awaiting_approval: label(
    'Waiting for approval',
    'lock',
    'attention',
    'Nothing is charged until a second person has agreed.',
  ),
  running: label('Running', 'play', 'active', 'Documents are being selected and charged.'),
  paused: label('Paused', 'pause_circle', 'attention', 'Nothing new is sent until it is resumed.'),
  cancelled: label('Cancelled', 'slash', 'muted', 'What had not been sent will not be.'),
  finished: label('Finished', 'check_circle', 'success', 'Every document has been dealt with.'),
}

export const RUN_ITEM_LABEL: Record<RunItemState, StatusLabel> = {
  waiting: label('Waiting', 'clock', 'neutral', 'Selected. Nobody has touched it yet.'),
  taken: label('Started', 'sending', 'active', 'It has a payment, whose status says the rest.'),
  skipped: label('Skipped', 'skip', 'muted', 'Not charged. The reason stands beside it.'),
  cancelled: label('Cancelled', 'slash', 'muted', 'The run was cancelled before its turn.'),
}

export const ATTEMPT_LABEL: Record<AttemptStatus, StatusLabel> = {
  sending: label('At the gateway', 'sending', 'active', 'Sent. The answer is on its way.'),
  approved: label('Approved', 'check', 'success', 'The gateway said yes.'),
  declined: label('Declined', 'x_octagon', 'danger', 'The gateway said no.'),
  never_sent: label('Never sent', 'minus_circle', 'muted', 'It is certain that nothing left.'),
  unknown: label('Not known yet', 'question', 'doubt', 'The answer got lost.'),
  review: label('Needs review', 'flag', 'attention', 'The answer can be read two ways.'),
  not_charged: label('Not charged', 'slash', 'muted', 'Found out later: no money moved.'),
}

export const METHOD_LABEL: Record<MethodStatus, StatusLabel> = {
  active: label('Active', 'check_circle', 'success', 'May be charged.'),
  one_time: label('One time', 'dotted', 'muted', 'Used for one payment and not saved.'),
  disabled: label('Disabled', 'pause_circle', 'attention', 'May not be charged.'),
  removed: label('Removed', 'slash', 'muted', 'The customer took it away.'),
}
