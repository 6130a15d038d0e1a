import { useWords } from '../words/speaking.tsx'
import { Field, FieldGrid, SelectField } from './field.tsx'
import type { FieldErrors } from './form-errors.tsx'

/** Whether a card form asks for the ZIP code that the card's bank compares. */
export type ZipOption = 'off' | 'optional' | 'required'

interface MethodFieldsProps {
  errors?: FieldErrors
  /** What may be shown again after a refusal. Numbers and codes are never among it. */
  values?: {
    cardHolder?: string
    bankHolder?: string
    expiry?: string
    postalCode?: string
    accountType?: string
  }
  /**
   * One of several answers to "how to pay": the browser must not insist on fields of another one.
   * The script does, for those of the chosen one.
   */
  isChoice?: boolean
  zip?: ZipOption
  /** Somebody else's card: the browser neither proposes one nor offers to keep it. */
  isOfAnother?: boolean
}

const needed = (isChoice: boolean) =>
  isChoice ? { required: false, 'data-needed': true } : { required: true }

/** Of the card's billing address. Letters too, for Canada. */
export const ZipField = (props: {
  value?: string | undefined
  error?: string | undefined
  required?: boolean
  optional?: boolean
  autocomplete?: 'off'
}) => (
  <Field
    name="postalCode"
    label={useWords().entry.zip}
    autocomplete="billing postal-code"
    maxlength={10}
    {...props}
  />
)

export const ExpiryField = (props: {
  value?: string | undefined
  error?: string | undefined
  required: boolean
  autocomplete?: 'off'
}) => (
  <Field
    name="expiry"
    label={useWords().entry.expires}
    placeholder={useWords().entry.expiresPattern}
    inputmode="numeric"
    autocomplete="cc-exp"
    maxlength={7}
    data-card-expiry
    {...props}
  />
)

/** A new card: `cardHolder`, `cardNumber`, `expiry` (MM/YY), `securityCode`, `postalCode`. */
export const CardFields = ({
  errors = {},
  values = {},
  isChoice = false,
  zip = 'optional',
  isOfAnother = false,
}: MethodFieldsProps) => {
  const words = useWords().entry
  const never = isOfAnother ? ({ autocomplete: 'off' } as const) : {}
  return (
    <>
      <Field
        name="cardNumber"
        label={words.cardNumber}
        inputmode="numeric"
        autocomplete="cc-number"
        maxlength={25}
        data-card-number="card-number-says"
        hint={<span id="card-number-says" class="live-hint" role="status" />}
        {...never}
        {...needed(isChoice)}
        error={errors.cardNumber}
      />
      <div class="field-grid field-grid-tight">
        <ExpiryField value={values.expiry} {...needed(isChoice)} {...never} error={errors.expiry} />
        <Field
          name="securityCode"
          label={words.securityCode}
          inputmode="numeric"
          autocomplete="cc-csc"
          maxlength={4}
          hint={words.securityCodeHint}
          {...never}
          {...needed(isChoice)}
          error={errors.securityCode}
        />
      </div>
      <FieldGrid>
        <Field
          name="cardHolder"
          label={words.nameOnCard}
          autocomplete="cc-name"
          maxlength={100}
          value={values.cardHolder}
          {...never}
          {...needed(isChoice)}
          error={errors.cardHolder}
        />
        {zip !== 'off' && (
          <ZipField
            value={values.postalCode}
            error={errors.postalCode}
            {...never}
            {...(zip === 'required' ? needed(isChoice) : { optional: true })}
          />
        )}
      </FieldGrid>
    </>
  )
}

/** A new account: `routingNumber`, `accountNumber`, `accountNumberAgain`, `bankHolder`, `accountType`. */
export const BankFields = ({ errors = {}, values = {}, isChoice = false }: MethodFieldsProps) => {
  const { common, entry: words } = useWords()
  return (
    <>
      <Field
        name="routingNumber"
        label={words.routingNumber}
        inputmode="numeric"
        autocomplete="off"
        maxlength={11}
        hint={words.routingNumberHint}
        {...needed(isChoice)}
        error={errors.routingNumber}
      />
      <FieldGrid>
        <Field
          name="accountNumber"
          label={words.accountNumber}
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          {...needed(isChoice)}
          error={errors.accountNumber}
        />
        <Field
          name="accountNumberAgain"
          label={words.accountNumberAgain}
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          {...needed(isChoice)}
          error={errors.accountNumberAgain}
        />
      </FieldGrid>
      <FieldGrid>
        <Field
          name="bankHolder"
          label={words.nameOnAccount}
          autocomplete="name"
          maxlength={100}
          value={values.bankHolder}
          {...needed(isChoice)}
          error={errors.bankHolder}
        />
        <SelectField
          name="accountType"
          label={words.accountType}
          choices={[
            { value: 'checking', label: common.checking },
            { value: 'savings', label: common.savings },
          ]}
          value={values.accountType ?? 'checking'}
          error={errors.accountType}
        />
      </FieldGrid>
    </>
  )
}
