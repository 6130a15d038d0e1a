import type { SettingGroup } from '../../src/settings/kinds.ts'

/** The headings of the page. */
export const GROUP: Record<SettingGroup, { title: string; lead?: string }> = {
  gateway: {
    title: 'Gateway',
    lead: 'Cards and accounts that are saved were stored under the terminal of that time. Before you change it, ask IPpay whether the new one knows them too.',
  },
  recording: { title: 'Recording in Splynx' },
  payments: { title: 'Payments' },
  refill: { title: 'Refill' },
  links: { title: 'Payment links' },
  splynx: { title: 'Portal of Splynx' },
  runs: { title: 'Runs' },
  retries: { title: 'Retries' },
  mail: { title: 'Mail' },
  staff: { title: 'Staff' },
}

export const staffName = (actor: string): string => actor.replace(/^staff:/, '')
