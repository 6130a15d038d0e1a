import type { Arrived } from '../../src/sandbox/mailbox/box.ts'

/**
 * What a mailbox must never hold, in one line each: a mail that came twice, or a number of a card.
 * For runs of faults in which nobody sends anything again by hand.
 */
export function wrongsOf(mails: readonly Pick<Arrived, 'messageId' | 'text' | 'html'>[]): string[] {
  const counts = new Map<string, number>()
  for (const { messageId } of mails) counts.set(messageId, (counts.get(messageId) ?? 0) + 1)
  const twice = [...counts].filter(([, count]) => count > 1)
  const withNumber = mails.filter(({ text }) =>
    /\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b/.test(text),
  )
  return [
    ...twice.map(([id, count]) => `${id} came ${count} times`),
    ...withNumber.map(({ messageId }) => `${messageId} may hold the number of a card`),
  ]
}
