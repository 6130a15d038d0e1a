/** Taking an authorization back. */
export const en = {
  takeBack: 'Take back authorization',
  takeBackThis: (method: string) => `Take back authorization for ${method}`,
  title: 'Take back this authorization?',
  cardStays:
    'This card is not charged by itself any more, neither for invoices nor for refills. It stays saved, and you can still pay with it yourself.',
  bankStops:
    'This bank account is not debited any more. To use it again, enter it again and agree anew.',
  atOnce:
    'It takes effect at once. A payment that has been sent already goes on. Your bank can stop a debit if you tell it at least three banking days before.',
  keep: 'Keep it',
  done: (method: string) => `${method} is not charged by itself any more.`,
  nothing: 'There was nothing to take back.',
  mark: 'By hand only',
  takenBack: (date: string) => `taken back on ${date}`,
}

export type MandateWords = typeof en
