import type { CountAndSum } from '../../src/domain/run.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, Field } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { counted, money } from '../format.ts'

export interface Confirmation {
  csrf: string
  requestKey: string
  /** The filter, to be sent as it was previewed and not as the form above may read by now. */
  fields: readonly (readonly [name: string, value: string])[]
  /** `invoice` or `proforma invoice` */
  noun: string
  /** Why a second person will have to agree. */
  approval: string | null
  /** As it was typed before. */
  canary: string
  /** The same selection was charged within the last hour. */
  before: { runId: number; words: string } | null
}

/** Where money is set in motion: what was seen goes along, and one more deliberate click. */
export const ConfirmForm = ({
  confirmation,
  charge,
  errors,
  currency,
}: {
  confirmation: Confirmation
  charge: CountAndSum
  errors: FieldErrors
  currency: string
}) => {
  const { before, noun, approval, canary } = confirmation
  return (
    <Card class="card confirm-card">
      <form method="post" action="/admin/charge">
        <ConfirmationFields {...{ confirmation, charge }} />
        <FormErrors errors={onlyOurs(errors)} />
        {before && <ChargedBefore {...before} />}
        {approval && (
          <Notice tone="warning" title="Somebody else has to approve this run">
            {approval}. Nothing is charged until another manager or admin agrees.
          </Notice>
        )}
        <div class="confirm-row">
          <div>
            <CheckboxField
              name="confirm"
              label="Confirm charge"
              role="switch"
              class="switch"
              hint={
                approval
                  ? 'Asks for approval. Once it is given, cards are charged and bank accounts debited.'
                  : 'Cards are charged and bank accounts debited for real.'
              }
              error={errors.confirm}
              required
              autocomplete="off"
            />
            {before && (
              <CheckboxField
                name="again"
                value={String(before.runId)}
                label="Charge this selection once more"
                error={errors.again}
                required
                autocomplete="off"
              />
            )}
            <Field
              name="canary"
              label="Try the first few, then wait for me"
              hint="So many payments are made, then the run pauses and shows how they went."
              error={errors.canary}
              value={canary}
              optional
              width="short"
              inputmode="numeric"
              maxlength={4}
              placeholder="20"
              autocomplete="off"
            />
          </div>
          <Button look="primary" size="large" icon={approval ? 'lock' : 'bolt'}>
            {approval ? 'Ask to charge' : 'Charge'} {counted(charge.count, noun)} –{' '}
            {money(charge.cents, currency)}
          </Button>
        </div>
      </form>
    </Card>
  )
}

/** That the same selection was charged a moment ago. */
export const ChargedBefore = ({ runId, words }: NonNullable<Confirmation['before']>) => (
  <Notice tone="warning">
    {words} <a href={`/admin/runs/${runId}`}>Look at run {runId}</a>
  </Notice>
)

const ConfirmationFields = ({
  confirmation: { csrf, requestKey, fields },
  charge,
}: {
  confirmation: Confirmation
  charge: CountAndSum
}) => (
  <>
    <CsrfField token={csrf} />
    <input type="hidden" name="request_key" value={requestKey} autocomplete="off" />
    <input type="hidden" name="previewed_count" value={charge.count} autocomplete="off" />
    <input type="hidden" name="previewed_cents" value={charge.cents} autocomplete="off" />
    {fields.map(([name, value]) => (
      <input type="hidden" name={name} value={value} autocomplete="off" />
    ))}
  </>
)

const onlyOurs = ({ confirm, again, canary, '': whole }: FieldErrors): FieldErrors => ({
  ...(confirm && { confirm }),
  ...(again && { again }),
  ...(canary && { canary }),
  ...(whole && { '': whole }),
})
