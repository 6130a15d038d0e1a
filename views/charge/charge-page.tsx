import type { FullPreview } from '../../src/operations/runs/preview-with-difference.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Field } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { FilterChips, type Tab } from '../components/tabs.tsx'
import { counted, money } from '../format.ts'
import { ChargedBefore, type Confirmation, ConfirmForm } from './confirm-form.tsx'
import { Difference } from './difference.tsx'
import { type FieldValues, FilterFields } from './filter-fields.tsx'
import type { ChoiceNames } from './filter-words.ts'
import { PreviewDetails, PreviewFigures } from './preview.tsx'

export interface ChargeView {
  values: FieldValues
  errors: FieldErrors
  names: ChoiceNames
  /** Months at one click, each with the rest of the filter as it stands in the address. */
  periods: readonly Tab[]
  currency: string
  zone: string
  /** Null before a preview, and when Splynx could not be asked. */
  preview: FullPreview | null
  isSplynxAway: boolean
  /** What the selection is, in words. */
  selection: string
  /** Documents that were ticked off. */
  without: readonly number[]
  /** Every document by name, and the preview with all of them ticked again. */
  links: { charged: string; skipped: string; tickAll: string } | null
  /** Null for who may look and not charge. */
  confirmation: Confirmation | null
}

/** Filter and preview: what htmx swaps, and the page without its frame. */
export const ChargePanel = (view: ChargeView) => (
  <div id="charge" class="stack">
    <FilterForm {...view} />
    {view.isSplynxAway && (
      <Notice tone="danger" title="Splynx does not answer">
        Documents cannot be looked at without it. Nothing was charged, and your filter is kept:
        please try again in a minute.
      </Notice>
    )}
    {view.preview && <Preview {...view} preview={view.preview} />}
  </div>
)

/** Said aloud where a page would be loaded anew. */
export const ChargeAnnouncement = ({ preview, errors, isSplynxAway, currency }: ChargeView) => (
  <div id="announcer" hx-swap-oob="innerHTML">
    {isSplynxAway
      ? 'Splynx does not answer.'
      : Object.keys(errors).length > 0
        ? 'Some fields need your attention.'
        : preview &&
          `Preview: ${counted(preview.charge.count, 'document')} to be charged, ` +
            `${money(preview.charge.cents, currency)}; ${preview.selected.count - preview.charge.count} skipped.`}
  </div>
)

// As long as a preview of a hundred thousand documents may take, and then some.
const PREVIEW_REQUEST = JSON.stringify({ timeout: 120_000 })

const FilterForm = ({ values, errors, names, periods, currency, without }: ChargeView) => (
  <Card>
    <form
      method="get"
      action="/admin/charge"
      novalidate
      hx-get="/admin/charge"
      hx-target="#charge"
      hx-swap="outerHTML show:#preview:top"
      hx-push-url="true"
      hx-disabled-elt="find button"
      hx-request={PREVIEW_REQUEST}
    >
      <FormErrors errors={fieldErrors(errors)} />
      {without.length > 0 && (
        <input type="hidden" name="without" value={without.join(',')} autocomplete="off" />
      )}
      <FilterChips label="Period" chips={periods} />
      <FilterFields
        {...{ values, errors, names, currency }}
        period={
          <>
            <Field
              name="from"
              label="Issued from"
              type="date"
              optional
              value={values.from}
              error={errors.from}
            />
            <Field
              name="to"
              label="Issued to"
              type="date"
              optional
              value={values.to}
              error={errors.to}
            />
            <Field
              name="due_to"
              label="Due by"
              type="date"
              optional
              value={values.due_to}
              error={errors.due_to}
            />
          </>
        }
      />
      <div class="form-actions">
        <Button look="primary" icon="search" name="preview" value="1" id="preview-button">
          Preview
        </Button>
        <span class="busy-note" role="status">
          <span class="busy-text">Reading documents from Splynx…</span>
        </span>
        {names === null && (
          <span class="quiet">Partners, locations and payment types could not be loaded.</span>
        )}
      </div>
    </form>
  </Card>
)

/** Errors of the confirmation are told beside it. */
function fieldErrors({ confirm, again, canary, '': whole, ...errors }: FieldErrors): FieldErrors {
  return errors
}

const Preview = (view: ChargeView & { preview: FullPreview }) => {
  const { preview, selection, confirmation, errors, currency } = view
  return (
    <section id="preview" class="stack" aria-labelledby="preview-title">
      <div class="section-head">
        <h2 id="preview-title">Preview</h2>
        <p class="quiet">{selection}. Nothing has been charged.</p>
      </div>
      <PreviewFigures {...view} />
      <LeftOut {...view} />
      {preview.charge.count > 0 && confirmation && (
        <ConfirmForm {...{ confirmation, errors, currency }} charge={preview.charge} />
      )}
      {preview.charge.count === 0 && confirmation?.before && (
        <ChargedBefore {...confirmation.before} />
      )}
      {preview.charge.count > 0 && !confirmation && (
        <Notice>Your role may look and not charge. Ask somebody who is a clerk.</Notice>
      )}
      {preview.difference && (
        <Difference {...{ currency, zone: view.zone }} difference={preview.difference} />
      )}
      <PreviewDetails {...view} />
    </section>
  )
}

const LeftOut = ({ without, links }: ChargeView) =>
  without.length > 0 && (
    <Notice>
      {counted(without.length, 'document is', 'documents are')} left out by hand, as far as this
      selection has them. <a href={links?.charged}>Look at the ticks</a> or{' '}
      <a href={links?.tickAll}>tick all again</a>
    </Notice>
  )
