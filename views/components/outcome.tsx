import type { Child, PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './status-labels.ts'

/**
 * The head of a page about one payment as its payer sees it: a large mark, one sentence, the amount.
 * `busy` adds a quiet sign of life while the answer is on its way.
 */
export const Outcome = ({
  tone,
  icon,
  title,
  amount,
  busy,
  children,
}: PropsWithChildren<{
  tone: Tone
  icon: IconName
  title: string
  amount?: Child
  busy?: boolean
}>) => (
  <div class={`outcome tone-${tone}`}>
    <span class={busy ? 'outcome-mark is-busy' : 'outcome-mark'}>
      <Icon name={icon} size={30} />
    </span>
    <h1>{title}</h1>
    {amount && <p class="outcome-amount">{amount}</p>}
    {children && <div class="outcome-text">{children}</div>}
  </div>
)
