import type { PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

const ICON: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'check_circle',
  warning: 'alert',
  danger: 'x_octagon',
}

/** A message in the flow of the page. One that follows an act goes through the layout's `notice`. */
export const Notice = ({
  tone = 'info',
  title,
  children,
}: PropsWithChildren<{ tone?: NoticeTone; title?: string }>) => (
  <div class={`notice notice-${tone}`}>
    <Icon name={ICON[tone]} size={18} />
    <div>
      {title && <strong>{title}</strong>}
      {children}
    </div>
  </div>
)

/** What the layouts show once after a redirect. */
export interface Flash {
  tone: NoticeTone
  text: string
}

/** Both are always in the page: a live region that comes with its text is not read out. */
export const FlashRegion = ({ notice }: { notice?: Flash }) => (
  <>
    <div class="flash" id="flash" role="status" aria-live="polite">
      {notice && <Notice tone={notice.tone}>{notice.text}</Notice>}
    </div>
    <div class="visually-hidden" id="announcer" aria-live="polite" />
  </>
)
