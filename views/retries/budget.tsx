import type { Meter } from '../../src/domain/retry.ts'

/** Tries used of tries allowed: a box for each, and the same in words. */
export const Budget = ({ meter }: { meter: Meter }) => {
  const { used, max, label } = meter
  return (
    <span class={used >= max ? 'budget is-full' : 'budget'}>
      <span class="budget-boxes" aria-hidden="true">
        {Array.from({ length: max }, (_, at) => (
          <span class={at < used ? 'is-used' : undefined} />
        ))}
      </span>
      <small class="quiet">
        {used} of {max} {label}
      </small>
    </span>
  )
}
