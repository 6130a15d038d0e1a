import type { Child, PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/**
 * Says why nothing is here and what to do next. "Nothing yet" and "nothing matches this filter" are
 * two sentences: the caller knows which.
 */
export const Empty = ({
  title,
  icon = 'list',
  action,
  children,
}: PropsWithChildren<{ title: string; icon?: IconName; action?: Child }>) => (
  <div class="empty">
    <span class="empty-mark">
      <Icon name={icon} size={22} />
    </span>
    <p class="empty-title">{title}</p>
    {children && <div class="empty-text">{children}</div>}
    {action && <div class="empty-action">{action}</div>}
  </div>
)
