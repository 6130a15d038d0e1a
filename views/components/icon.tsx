import { raw } from 'hono/html'

/** Strokes on a 24 by 24 grid. All of it is our own constant text, hence safe to write raw. */
const PATHS = {
  alert: '<path d="M12 4 2.8 20h18.4L12 4Z"/><path d="M12 10v4.5M12 17.4v.1"/>',
  arrow_left: '<path d="M19 12H5M11 6l-6 6 6 6"/>',
  arrow_right: '<path d="M5 12h14M13 6l6 6-6 6"/>',
  bank: '<path d="m3 9.5 9-5.5 9 5.5H3ZM5.5 10v7M10 10v7M14 10v7M18.5 10v7M3 20h18"/>',
  bolt: '<path d="M13 3 5 13.5h6L10.5 21 19 10.5h-6L13 3Z"/>',
  calendar:
    '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
  card: '<rect x="2.5" y="5" width="19" height="14" rx="2.5"/><path d="M2.5 10h19M6 15h3.5"/>',
  chart: '<path d="M4 20h16M7 20v-7M12 20V5M17 20v-11"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  check_circle: '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.8L16 9.5"/>',
  chevron_left: '<path d="m14.5 6-6 6 6 6"/>',
  chevron_right: '<path d="m9.5 6 6 6-6 6"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.3 2"/>',
  copy: '<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3"/>',
  dotted: '<circle cx="12" cy="12" r="9" stroke-dasharray="2.6 3.055"/>',
  flag: '<path d="M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
  layers:
    '<path d="m12 3.5 9 4.8-9 4.8-9-4.8 9-4.8ZM3.5 12.7 12 17.2l8.5-4.5M3.5 16.7 12 21.2l8.5-4.5"/>',
  list: '<path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4 6.5h.1M4 12h.1M4 17.5h.1"/>',
  lock: '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
  log_out: '<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15.5 8l4 4-4 4M19.5 12H10"/>',
  menu: '<path d="M4 7h16M4 12h16M4 17h16"/>',
  minus_circle: '<circle cx="12" cy="12" r="9"/><path d="M8 12h8"/>',
  pause: '<path d="M8.5 5.5v13M15.5 5.5v13"/>',
  pause_circle: '<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>',
  play: '<path d="M7.5 4.8v14.4L19 12 7.5 4.8Z"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  printer:
    '<path d="M7 8V3.5h10V8M7 17H5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2"/><path d="M7 14h10v6.5H7z"/>',
  question:
    '<circle cx="12" cy="12" r="9.5"/><path d="M9.4 9.4a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2M12 16.9v.1"/>',
  receipt:
    '<path d="M5.5 3.5v17l2.2-1.5 2.1 1.5 2.2-1.5 2.2 1.5 2.1-1.5 2.2 1.5v-17H5.5ZM9 8.5h6M9 12.5h6"/>',
  refresh:
    '<path d="M20 11.5A8 8 0 0 0 6 6.7L4 8.5M4 4v4.5h4.5M4 12.5a8 8 0 0 0 14 4.8l2-1.8M20 20v-4.5h-4.5"/>',
  return_left: '<path d="M8.5 5 4 9.5 8.5 14M4 9.5h10a5 5 0 0 1 5 5V19"/>',
  search: '<circle cx="10.8" cy="10.8" r="6.8"/><path d="m16 16 4.5 4.5"/>',
  sending: '<path d="M4 12h11M11 7.5l4.5 4.5-4.5 4.5M20 5v14"/>',
  skip: '<path d="M6 5.5v13l9-6.5-9-6.5ZM18.5 5.5v13"/>',
  slash: '<circle cx="12" cy="12" r="9"/><path d="m5.8 18.2 12.4-12.4"/>',
  sliders:
    '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  star: '<path d="m12 3.8 2.5 5.3 5.7.8-4.1 4.1 1 5.8-5.1-2.8-5.1 2.8 1-5.8-4.1-4.1 5.7-.8L12 3.8Z"/>',
  trash: '<path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5 7 20.5h10l1-14M10 11v5.5M14 11v5.5"/>',
  undo: '<path d="M9 5 4.5 9.5 9 14M4.5 9.5H14a5.25 5.25 0 0 1 0 10.5H8"/>',
  user: '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>',
  users:
    '<circle cx="9" cy="8.5" r="3.7"/><path d="M2.5 20c.6-3.7 3-5.6 6.5-5.6s5.9 1.9 6.5 5.6M15.5 5a3.7 3.7 0 0 1 0 7M17.5 14.8c2.3.6 3.6 2.3 4 5.2"/>',
  wallet:
    '<path d="M4 7.5h15a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H5.5A2 2 0 0 1 3.5 18.5v-12a2 2 0 0 1 2-2H17v3"/><path d="M16.5 14v.1"/>',
  x: '<path d="m6 6 12 12M18 6 6 18"/>',
  x_octagon:
    '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3Z"/><path d="m9 9 6 6M15 9l-6 6"/>',
} as const

export type IconName = keyof typeof PATHS

/** Decoration beside a word, hidden from screen readers unless it stands alone and gets a `label`. */
export const Icon = ({
  name,
  label,
  size = 16,
}: {
  name: IconName
  label?: string
  size?: number
}) => (
  <svg
    class={`icon icon-${name}`}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    focusable="false"
    role={label ? 'img' : undefined}
    aria-label={label}
    aria-hidden={label ? undefined : 'true'}
  >
    {raw(PATHS[name])}
  </svg>
)
