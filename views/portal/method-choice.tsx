import { type CardChoice, ChoiceCards } from '../components/choice-cards.tsx'
import { CheckboxField } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import type { FieldErrors } from '../components/form-errors.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { BankFields, CardFields, type ZipOption } from '../components/method-fields.tsx'
import { CONSENT_TEXT, SINGLE_DEBIT_TEXT } from './consent.ts'
import { factsOf, healthOf, type SavedMethod } from './method-option.ts'

/** What may be shown again after a refusal, by the names of the fields. */
export type Typed = Readonly<Record<string, string | undefined>>

export interface MethodChoiceProps {
  legend: string
  methods: readonly SavedMethod[]
  now: Date
  zip: ZipOption
  typed?: Typed
  errors?: FieldErrors
  /** Whoever holds a link sees a masked method and nothing about its holder, and saves none. */
  isByLink?: boolean
}

/**
 * One question: how to pay. The fields of a new card and of a new bank account follow it; a style
 * shows only those of the chosen answer, and without it all of them work. The form that holds this
 * has `data-choose-method`, by which the script makes the shown fields required.
 */
export const MethodChoice = ({
  legend,
  methods,
  now,
  zip,
  typed = {},
  errors = {},
  isByLink = false,
}: MethodChoiceProps) => (
  <>
    <ChoiceCards
      name="method"
      legend={legend}
      choices={[
        ...methods.map((method) => (isByLink ? maskedChoice : savedChoice)(method, now, zip)),
        ...newChoices(methods),
      ]}
      value={typed.method ?? preferred(methods, now, zip)}
      error={errors.method}
    />
    <fieldset class="method-entry" data-when="new_card">
      <legend>New card</legend>
      <CardFields isChoice zip={zip} errors={errors} values={typed} />
      {!isByLink && (
        <CheckboxField
          name="saveCard"
          label="Save this card for later"
          hint={CONSENT_TEXT.card}
          checked={typed.saveCard !== undefined}
        />
      )}
    </fieldset>
    <fieldset class="method-entry" data-when="new_bank_account">
      <legend>New bank account</legend>
      <BankFields isChoice errors={errors} values={typed} />
      {!isByLink && (
        <CheckboxField
          name="saveBank"
          label="Save this bank account for later"
          hint={CONSENT_TEXT.bank}
          checked={typed.saveBank !== undefined}
        />
      )}
      <p class="field-hint">{SINGLE_DEBIT_TEXT}</p>
    </fieldset>
  </>
)

/** The default if it can be charged, else the newest that can, else a new card. */
function preferred(methods: readonly SavedMethod[], now: Date, zip: ZipOption): string {
  const usable = methods.find((method) => healthOf(method, now, zip).isUsable)
  return usable ? String(usable.id) : 'new_card'
}

function savedChoice(method: SavedMethod, now: Date, zip: ZipOption): CardChoice {
  const { isUsable, expiry, advice } = healthOf(method, now, zip)
  const hint = [expiry, !isUsable && advice].filter(Boolean).join('. ')
  return {
    value: String(method.id),
    label: <Method {...factsOf(method)} />,
    hint: hint || method.holder_name,
    disabled: !isUsable,
  }
}

const maskedChoice = (method: SavedMethod): CardChoice => ({
  value: String(method.id),
  label: <Method {...factsOf(method)} />,
  hint: 'The saved one of this account',
})

const newChoices = (methods: readonly SavedMethod[]): CardChoice[] => [
  {
    value: 'new_card',
    label: <Kind icon="card" word={methods.length > 0 ? 'Another card' : 'Card'} />,
  },
  {
    value: 'new_bank_account',
    label: <Kind icon="bank" word={methods.length > 0 ? 'Another bank account' : 'Bank account'} />,
  },
]

const Kind = ({ icon, word }: { icon: IconName; word: string }) => (
  <span class="method">
    <Icon name={icon} />
    <span>{word}</span>
  </span>
)
