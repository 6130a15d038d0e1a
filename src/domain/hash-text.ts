/**
 * A hash as the audit trail keeps it, in groups of eight: whatever looks like a card number is taken out of
 * that trail, and the digits of one hash in a hundred do.
 */
export const hashText = (hex: string): string => hex.match(/.{1,8}/g)?.join(':') ?? ''

export const hashOfText = (text: string): string => text.replaceAll(':', '')
