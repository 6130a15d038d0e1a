import type { Child, PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './status-labels.ts'

/** What happened, oldest first. */
export const Timeline = ({ children }: PropsWithChildren) => <ol class="timeline">{children}</ol>

/** `icon` and `tone` come from a status table; `who` acted, `children` are the details. */
export const TimelineEvent = ({
  title,
  at,
  who,
  icon = 'info',
  tone = 'neutral',
  children,
}: PropsWithChildren<{ title: Child; at: Child; who?: Child; icon?: IconName; tone?: Tone }>) => (
  <li class={`timeline-event tone-${tone}`}>
    <span class="timeline-mark">
      <Icon name={icon} size={14} />
    </span>
    <div class="timeline-body">
      <p class="timeline-title">
        <strong>{title}</strong>
        <span class="timeline-when">{at}</span>
      </p>
      {children && <div class="timeline-details">{children}</div>}
      {who && <p class="timeline-who">{who}</p>}
    </div>
  </li>
)
