import type { WorkItem } from '../../src/db/open-work/read-work.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Field } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { Icon } from '../components/icon.tsx'
import { duration, moment } from '../format.ts'
import type { WorkView } from './work-card.tsx'
import { type WorkWords, workWords } from './work-words.tsx'

export const workItemHref = ({ kind, subject }: Pick<WorkItem, 'kind' | 'subject'>): string =>
  `/admin/work/${kind}/${subject}`

/** One piece of work: what happened, what to do, by when, and whose it is. */
export const WorkRow = ({ item, view }: { item: WorkItem; view: WorkView }) => {
  const words = workWords(item, view.place.now)
  return (
    <li class="row work">
      <div class="row-text">
        <span class="row-title">
          <a href={words.href}>{words.title}</a>
        </span>
        <span class="row-note">{words.says}</span>
        <span class="work-next">{words.next}</span>
        {item.note && <span class="work-note">“{item.note}”</span>}
      </div>
      <Figures {...{ item, words, view }} />
      <div class="work-foot">
        <Due {...{ item, view }} />
        <Owner {...{ item, view }} />
        {view.canAct && (
          <div class="work-acts">
            <QuickAct {...{ item, view }} />
            <Assign {...{ item, view, title: words.title }} />
          </div>
        )}
      </div>
    </li>
  )
}

const Figures = ({ item, words, view }: { item: WorkItem; words: WorkWords; view: WorkView }) =>
  item.amountCents || words.badge ? (
    <div class="row-end card-actions">
      {words.badge}
      {item.amountCents != null && (
        <Money cents={item.amountCents} currency={item.currency ?? view.currency} />
      )}
    </div>
  ) : null

const Due = ({ item: { dueAt, isOverdue }, view }: { item: WorkItem; view: WorkView }) => {
  const awayMs = Math.abs(dueAt.getTime() - view.place.now.getTime())
  return (
    <span
      class={isOverdue ? 'work-due is-overdue' : 'work-due'}
      title={moment(dueAt, view.place.zone)}
    >
      <Icon name={isOverdue ? 'alert' : 'clock'} size={14} />
      {isOverdue
        ? awayMs < 60_000
          ? 'Due now'
          : `Overdue for ${span(awayMs)}`
        : `Due in ${span(awayMs)}`}
    </span>
  )
}

const DAY_MS = 86_400_000

/** Days are enough where there are any. */
function span(ms: number): string {
  const days = Math.floor(ms / DAY_MS)
  if (days === 0) return duration(ms)
  return days === 1 ? '1 day' : `${days} days`
}

const Owner = ({ item: { owner }, view }: { item: WorkItem; view: WorkView }) => (
  <span class="work-owner">
    <Icon name="user" size={14} />
    {owner === null
      ? 'Nobody’s'
      : owner === view.login
        ? 'Yours'
        : (view.people.find(({ login }) => login === owner)?.name ?? owner)}
  </span>
)

/** What can be done without another page. */
const QuickAct = ({ item, view }: { item: WorkItem; view: WorkView }) => {
  if (item.kind === 'missing_record') {
    return (
      <form method="post" action={`/admin/missing-records/${item.subject}/seen`}>
        <CsrfField token={view.csrf} />
        <Button size="small">This is right</Button>
      </form>
    )
  }
  if (item.kind !== 'credit') return null
  return (
    <details>
      <summary>Done</summary>
      <form method="post" action={`/admin/customer-credits/${item.subject}/done`}>
        <CsrfField token={view.csrf} />
        <Field
          name="note"
          id={`field-credit-${item.subject}`}
          label="What became of the money"
          maxlength={200}
          autocomplete="off"
        />
        <Button size="small">Take it off the list</Button>
      </form>
    </details>
  )
}

const Assign = ({ item, view, title }: { item: WorkItem; view: WorkView; title: string }) => {
  const action = workItemHref(item)
  return (
    <>
      {item.owner !== view.login && (
        <form method="post" action={`${action}/taking`}>
          <CsrfField token={view.csrf} />
          <input type="hidden" name="back" value={view.here} />
          <Button size="small" aria-label={`Take it: ${title}`}>
            Take it
          </Button>
        </form>
      )}
      <ButtonLink
        look="quiet"
        size="small"
        href={`${action}?${new URLSearchParams({ back: view.here })}`}
        aria-label={`Hand to…: ${title}`}
      >
        Hand to…
      </ButtonLink>
    </>
  )
}
