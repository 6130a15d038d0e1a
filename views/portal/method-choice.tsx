import type { Language } from '../../src/domain/language.ts'
import { type CardChoice, ChoiceCards } from '../components/choice-cards.tsx'
import { CheckboxField } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import type { FieldErrors } from '../components/form-errors.tsx'
import { Icon, type IconName } from '../components/icon.tsx'
import { BankFields, CardFields, type ZipOption } from '../components/method-fields.tsx'
import { wordsFor } from '../words/index.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
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
  /** An account that is entered for once is debited once: it is not offered for several payments. */
  isForSeveral?: boolean
  /** Declined a moment ago: another one is proposed. */
  notMethodId?: number
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
  isForSeveral = false,
  notMethodId,
}: MethodChoiceProps) => {
  const language = useLanguage()
  const { entry, consent, several } = useWords()
  const given = { now, zip, language }
  return (
    <>
      <ChoiceCards
        name="method"
        legend={legend}
        choices={[
          ...methods.map((method) => (isByLink ? maskedChoice : savedChoice)(method, given)),
          ...newChoices(methods, language).filter(
            ({ value }) => !isForSeveral || value !== 'new_bank_account',
          ),
        ]}
        value={typed.method ?? preferred(methods, given, notMethodId)}
        error={errors.method}
      />
      <fieldset class="method-entry" data-when="new_card">
        <legend>{entry.newCard}</legend>
        <CardFields isChoice zip={zip} errors={errors} values={typed} />
        {!isByLink && (
          <CheckboxField
            name="saveCard"
            label={entry.saveCard}
            hint={consent.card}
            checked={typed.saveCard !== undefined}
          />
        )}
      </fieldset>
      {isForSeveral ? (
        <p class="field-hint">{several.newBankAccount}</p>
      ) : (
        <fieldset class="method-entry" data-when="new_bank_account">
          <legend>{entry.newBankAccount}</legend>
          <BankFields isChoice errors={errors} values={typed} />
          {!isByLink && (
            <CheckboxField
              name="saveBank"
              label={entry.saveBank}
              hint={consent.bank}
              checked={typed.saveBank !== undefined}
            />
          )}
          <p class="field-hint">{consent.once}</p>
        </fieldset>
      )}
    </>
  )
}

interface Given {
  now: Date
  zip: ZipOption
  language: Language
}

/** The first that can be charged in the customer's order, else a new card. */
function preferred(methods: readonly SavedMethod[], given: Given, notMethodId?: number): string {
  const usable = methods.find(
    (method) => method.id !== notMethodId && healthOf(method, given).isUsable,
  )
  return usable ? String(usable.id) : 'new_card'
}

function savedChoice(method: SavedMethod, given: Given): CardChoice {
  const { isUsable, expiry, advice } = healthOf(method, given)
  const hint = [expiry, !isUsable && advice].filter(Boolean).join('. ')
  return {
    value: String(method.id),
    label: <Method {...factsOf(method)} />,
    hint: hint || method.holder_name,
    disabled: !isUsable,
  }
}

const maskedChoice = (method: SavedMethod, { language }: Given): CardChoice => ({
  value: String(method.id),
  label: <Method {...factsOf(method)} />,
  hint: wordsFor(language).entry.savedOne,
})

function newChoices({ length }: readonly SavedMethod[], language: Language): CardChoice[] {
  const { common, entry } = wordsFor(language)
  const [card, bank] =
    length > 0 ? [entry.anotherCard, entry.anotherBankAccount] : [common.card, common.bankAccount]
  return [
    { value: 'new_card', label: <Kind icon="card" word={card} /> },
    { value: 'new_bank_account', label: <Kind icon="bank" word={bank} /> },
  ]
}

const Kind = ({ icon, word }: { icon: IconName; word: string }) => (
  <span class="method">
    <Icon name={icon} />
    <span>{word}</span>
  </span>
)
