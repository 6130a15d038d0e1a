import type { Child } from 'hono/jsx'
import type { Method as SavedMethod } from '../../src/db/schema.ts'
import type { Document } from '../../src/splynx/splynx.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { type CardChoice, ChoiceCards } from '../components/choice-cards.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { CheckboxField, FormActions } from '../components/field.tsx'
import { Day, Method, Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Icon } from '../components/icon.tsx'
import { CardFields, type ZipOption } from '../components/method-fields.tsx'
import { Notice, type NoticeTone } from '../components/notice.tsx'
import { money } from '../format.ts'
import { CONSENT } from '../words/consent/index.ts'
import { customerHref, DOCUMENT_KIND_LABEL } from './customer-words.tsx'
import { noteOf } from './methods-card.tsx'

export interface PayView {
  customerId: number
  document: Document
  methods: readonly (SavedMethod & { isExpired: boolean })[]
  /** Which is chosen: the default one at first. */
  methodId?: string
  requestKey: string
  csrf: string
  currency: string
  errors: FieldErrors
  zip: ZipOption
  /** What may stand in the form again: never a number or a code. */
  typed?: Readonly<Record<string, string | undefined>>
  /** Why the payment was not opened. One that stays leaves no form to send. */
  problem?: { tone: NoticeTone; title: string; text: Child; stays: boolean }
}

/** What will be charged and by what, before it is. */
export const PayPanel = (view: PayView) => {
  const { document, problem, errors, currency } = view
  return (
    <div class="stack">
      {problem && (
        <Notice tone={problem.tone} title={problem.title}>
          {problem.text}
        </Notice>
      )}
      <Card>
        <FormErrors errors={errors} />
        <Definitions wide>
          <Definition term="Document">
            {DOCUMENT_KIND_LABEL[document.kind]} {document.number || `#${document.id}`}
          </Definition>
          {document.issuedOn && (
            <Definition term="Issued">
              <Day date={document.issuedOn} />
            </Definition>
          )}
          {document.totalCents !== document.dueCents && (
            <Definition term="Total">
              <Money cents={document.totalCents} currency={currency} />
            </Definition>
          )}
          <Definition term="Due" total>
            <Money cents={document.dueCents} currency={currency} />
          </Definition>
        </Definitions>
      </Card>
      {!problem?.stays && (
        <Card>
          <PayForm {...view} />
        </Card>
      )}
    </div>
  )
}

type Saved = PayView['methods'][number]

const isUsable = ({ status, isExpired }: Saved): boolean => status === 'active' && !isExpired

const savedChoice = (method: Saved): CardChoice => ({
  value: String(method.id),
  label: (
    <Method
      kind={method.kind}
      brand={method.brand}
      last4={method.last4}
      accountType={method.account_type}
    />
  ),
  hint: [method.is_default && 'Default', noteOf(method)].filter(Boolean).join(', '),
  disabled: !isUsable(method),
})

const NEW_CARD: CardChoice = {
  value: 'new_card',
  label: (
    <span class="method">
      <Icon name="card" />
      <span>Another card, read out on the phone</span>
    </span>
  ),
}
const NEW_CARD_LEGEND = 'Type it here and nowhere else'

const PayForm = ({
  customerId,
  document,
  methods,
  methodId,
  requestKey,
  csrf,
  currency,
  errors,
  zip,
  typed = {},
}: PayView) => {
  const amount = money(document.dueCents, currency)
  const preferred = methods.find((method) => isUsable(method) && method.is_default)
  const first = preferred ?? methods.find(isUsable)
  return (
    <form
      method="post"
      action={`${customerHref(customerId)}/payments`}
      autocomplete="off"
      data-choose-method
    >
      <CsrfField token={csrf} />
      <input type="hidden" name="request_key" value={requestKey} />
      <input type="hidden" name="kind" value={document.kind} />
      <input type="hidden" name="document" value={document.id} />
      <input type="hidden" name="cents" value={document.dueCents} />
      <ChoiceCards
        name="method"
        legend="Charge which method?"
        choices={[...methods.map(savedChoice), NEW_CARD]}
        value={methodId ?? (first ? String(first.id) : NEW_CARD.value)}
        error={errors.method}
      />
      <fieldset class="method-entry" data-when={NEW_CARD.value}>
        <legend>{NEW_CARD_LEGEND}</legend>
        <CardFields isChoice isOfAnother zip={zip} errors={errors} values={typed} />
        <CheckboxField
          name="saveCard"
          label="Save this card: the customer has agreed"
          hint={`Read out first: “${CONSENT.en.phone}”`}
          checked={typed.saveCard !== undefined}
        />
      </fieldset>
      <FormActions>
        <Button look="primary" icon="card">
          Charge {amount}
        </Button>
        <ButtonLink look="quiet" href={customerHref(customerId)}>
          Back
        </ButtonLink>
      </FormActions>
    </form>
  )
}
