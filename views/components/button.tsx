import type { JSX, PropsWithChildren } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

interface Look {
  /** One primary button a page. `danger` moves money back or ends something. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'normal' | 'large'
  icon?: IconName
  /** As wide as its column, for phones. */
  wide?: boolean
}

const classOf = ({ look = 'secondary', size = 'normal', wide }: Look) =>
  ['button', `button-${look}`, size !== 'normal' && `button-${size}`, wide && 'button-wide']
    .filter(Boolean)
    .join(' ')

/**
 * Submits its form unless `type` says otherwise. `confirm` asks in a dialog first; without
 * JavaScript the form is sent at once, so the server must not rely on it.
 */
export const Button = ({
  look,
  size,
  icon,
  wide,
  confirm,
  confirmLabel,
  children,
  ...attributes
}: PropsWithChildren<
  Look & { confirm?: string; confirmLabel?: string } & Omit<JSX.IntrinsicElements['button'], 'size'>
>) => (
  <button
    type="submit"
    class={classOf({ look, size, wide })}
    data-confirm={confirm}
    data-confirm-label={confirmLabel}
    {...attributes}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
)

/** Looks like a button, goes somewhere. */
export const ButtonLink = ({
  look,
  size,
  icon,
  wide,
  children,
  ...attributes
}: PropsWithChildren<Look & { href: string } & Omit<JSX.IntrinsicElements['a'], 'href'>>) => (
  <a class={classOf({ look, size, wide })} {...attributes}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
)

/** Copies `value` when there is JavaScript and is not shown when there is none. */
export const CopyButton = ({ value, label = 'Copy' }: { value: string; label?: string }) => (
  <button type="button" class="copy" data-copy={value} aria-label={label} title={label} hidden>
    <Icon name="copy" size={14} />
  </button>
)
