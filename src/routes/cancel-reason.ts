import { z } from 'zod'
import { text } from './forms.ts'

/** Whoever takes something back that was asked for says why; it stays in the history. */
export const cancelReason = z.object({
  reason: text(200, 'Say why it is cancelled.').min(5, 'Say a little more.'),
})
