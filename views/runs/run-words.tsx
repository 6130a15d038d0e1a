import type { Run } from '../../src/db/schema.ts'
import { Icon } from '../components/icon.tsx'

/** Who started a run, as people call him. */
export const starterOf = ({ actor, source }: Pick<Run, 'actor' | 'source'>): string =>
  source === 'auto' ? 'Schedule' : actor.replace(/^staff:/, '')

/** Started by a person or by the clock. */
export const SourceBadge = ({ source }: Pick<Run, 'source'>) => (
  <span class="badge tone-muted">
    <Icon name={source === 'auto' ? 'calendar' : 'user'} size={14} />
    {source === 'auto' ? 'Auto' : 'Manual'}
  </span>
)

/** A clock looks every ten seconds, so a minute or less is punctual. */
export const isCaughtUp = ({ late_minutes }: Pick<Run, 'late_minutes'>): boolean =>
  (late_minutes ?? 0) > 1
