export const PRODUCT_NAME = 'IPpay payments'

/** Two lines that meet: what is owed and what was paid. */
export const Mark = ({ size = 24 }: { size?: number }) => (
  <svg
    class="mark"
    width={size}
    height={size}
    viewBox="0 0 32 32"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="mark-ground" width="32" height="32" rx="9" />
    <path
      class="mark-line"
      d="M8 12h13.5M17.5 7.5 22 12l-4.5 4.5M24 20H10.5M14.5 15.5 10 20l4.5 4.5"
      fill="none"
      stroke-width="2.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
)

export const Brand = ({ href }: { href: string }) => (
  <a class="brand" href={href}>
    <Mark />
    <span>{PRODUCT_NAME}</span>
  </a>
)
