import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'

/** The second question, when the same selection was charged a moment ago. */
export const ChargeAgain = ({
  csrf,
  fields,
  runId,
  words,
  selection,
  backHref,
}: {
  csrf: string
  /** Everything that was confirmed before. */
  fields: readonly (readonly [name: string, value: string])[]
  runId: number
  words: string
  selection: string
  backHref: string
}) => (
  <Card class="card narrow-card">
    <form method="post" action="/admin/charge" class="stack">
      <Notice tone="warning" title={words}>
        <a href={`/admin/runs/${runId}`}>Look at run {runId}</a> before you start another one.
        Documents that were paid or are under way are not charged twice; those that were declined
        may be tried again.
      </Notice>
      <p class="quiet">{selection}</p>
      <FormActions>
        <CsrfField token={csrf} />
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} autocomplete="off" />
        ))}
        <input type="hidden" name="again" value={runId} autocomplete="off" />
        <Button look="primary">Charge once more</Button>
        <ButtonLink href={backHref}>Back to the preview</ButtonLink>
      </FormActions>
    </form>
  </Card>
)
