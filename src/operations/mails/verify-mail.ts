import type { Context } from '../../context.ts'

export type MailCheck =
  | { state: 'off' }
  | { state: 'ok'; latencyMs: number }
  | { state: 'failed'; cause: string }

/** Whether the mail server lets us in. Sends nothing. */
export async function verifyMail({ mail }: Pick<Context, 'mail'>): Promise<MailCheck> {
  if (!mail) return { state: 'off' }
  const result = await mail.check()
  return result.ok
    ? { state: 'ok', latencyMs: result.latencyMs }
    : { state: 'failed', cause: result.cause }
}
