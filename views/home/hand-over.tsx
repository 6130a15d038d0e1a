import type { WorkItem } from '../../src/db/open-work/read-work.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { Field, FormActions, SelectField } from '../components/field.tsx'
import { Moment, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import type { Place } from '../payments/certainty.tsx'
import { workItemHref } from './work-row.tsx'
import { workWords } from './work-words.tsx'

export interface HandOverView {
  item: WorkItem
  /** To whom it can be handed. */
  people: readonly { login: string; name: string }[]
  /** Where the person came from. */
  back: string
  currency: string
  csrf: string
  place: Place
  values?: Readonly<Partial<Record<string, string>>>
  errors?: FieldErrors
}

/** Who looks after a piece of work, and by when. */
export const HandOver = (view: HandOverView) => {
  const { item, people, back, currency, csrf, place, values = {}, errors = {} } = view
  const words = workWords(item, place.now)
  return (
    <div class="stack">
      <Card title={<a href={words.href}>{words.title}</a>} lead={words.says}>
        <Definitions>
          <Definition term="What to do">{words.next}</Definition>
          {item.amountCents != null && (
            <Definition term="Amount">
              <Money cents={item.amountCents} currency={item.currency ?? currency} />
            </Definition>
          )}
          <Definition term="Since">
            <Moment at={item.since} zone={place.zone} />
          </Definition>
          <Definition term="Due">
            <Moment at={item.dueAt} zone={place.zone} />
          </Definition>
        </Definitions>
      </Card>
      <Card title="Who looks after it">
        <form method="post" action={workItemHref(item)}>
          <CsrfField token={csrf} />
          <input type="hidden" name="back" value={back} />
          <FormErrors errors={errors} />
          <SelectField
            name="owner"
            label="Person"
            placeholder="Nobody"
            choices={people.map(({ login, name }) => ({ value: login, label: name || login }))}
            value={values.owner ?? item.owner ?? ''}
            error={errors.owner}
          />
          <Field
            name="dueOn"
            type="date"
            label="Due on"
            hint="Empty: when work of its kind is due."
            optional
            width="short"
            value={values.dueOn}
            error={errors.dueOn}
          />
          <Field
            name="note"
            label="Note"
            optional
            maxlength={200}
            autocomplete="off"
            value={values.note ?? item.note ?? ''}
            error={errors.note}
          />
          <FormActions>
            <Button look="primary">Save</Button>
            <ButtonLink look="quiet" href={back}>
              Back
            </ButtonLink>
          </FormActions>
        </form>
      </Card>
    </div>
  )
}
