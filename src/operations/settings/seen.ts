import { createHash } from 'node:crypto'
import type { SavedSetting } from '../../db/settings.ts'

/**
 * Marks what a page showed of a value, so that a form which comes back late cannot overwrite what it
 * never saw. A value that was changed and changed back in the meantime counts as another one.
 */
export const seenOf = (row: Pick<SavedSetting, 'value' | 'updatedAt'> | undefined): string =>
  row === undefined
    ? 'none'
    : createHash('sha256')
        .update(JSON.stringify([row.value, row.updatedAt.getTime()]))
        .digest('hex')
        .slice(0, 16)
