import type { Context } from '../../context.ts'

/** A person wants the reports read now, whenever their next time would be. */
export const askForReports = ({ bell }: Context): Promise<void> =>
  bell.ring('read-reports', { isAsked: true }, { onceAs: 'reports-asked' })
