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
}

const needed = (isChoice: boolean) =>
  isChoice ? { required: false, 'data-needed': true } : { required: true }

/** Of the card's billing address. Letters too, for Canada. */
export const ZipField = (props: {
  value?: string | undefined
  error?: string | undefined
  required?: boolean
  optional?: boolean
}) => (
  <Field
    name="postalCode"
    label="Billing ZIP code"
    autocomplete="billing postal-code"
    maxlength={10}
    {...props}
  />
)

export const ExpiryField = (props: {
  value?: string | undefined
  error?: string | undefined
  required: boolean
}) => (
  <Field
    name="expiry"
    label="Expires"
    placeholder="MM/YY"
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
}: MethodFieldsProps) => (
  <>
    <Field
      name="cardNumber"
      label="Card number"
      inputmode="numeric"
      autocomplete="cc-number"
      maxlength={25}
      data-card-number="card-number-says"
      hint={<span id="card-number-says" class="live-hint" role="status" />}
      {...needed(isChoice)}
      error={errors.cardNumber}
    />
    <div class="field-grid field-grid-tight">
      <ExpiryField value={values.expiry} {...needed(isChoice)} error={errors.expiry} />
      <Field
        name="securityCode"
        label="Security code"
        inputmode="numeric"
        autocomplete="cc-csc"
        maxlength={4}
        hint="3 digits on the back; 4 on the front of American Express"
        {...needed(isChoice)}
        error={errors.securityCode}
      />
    </div>
    <FieldGrid>
      <Field
        name="cardHolder"
        label="Name on the card"
        autocomplete="cc-name"
        maxlength={100}
        value={values.cardHolder}
        {...needed(isChoice)}
        error={errors.cardHolder}
      />
      {zip !== 'off' && (
        <ZipField
          value={values.postalCode}
          error={errors.postalCode}
          {...(zip === 'required' ? needed(isChoice) : { optional: true })}
        />
      )}
    </FieldGrid>
  </>
)

const ACCOUNT_TYPES = [
  { value: 'checking', label: 'Checking' },
  { value: 'savings', label: 'Savings' },
] as const

/** A new account: `routingNumber`, `accountNumber`, `accountNumberAgain`, `bankHolder`, `accountType`. */
export const BankFields = ({ errors = {}, values = {}, isChoice = false }: MethodFieldsProps) => (
  <>
    <Field
      name="routingNumber"
      label="Routing number"
      inputmode="numeric"
      autocomplete="off"
      maxlength={11}
      hint="Nine digits, bottom left on a check"
      {...needed(isChoice)}
      error={errors.routingNumber}
    />
    <FieldGrid>
      <Field
        name="accountNumber"
        label="Account number"
        inputmode="numeric"
        autocomplete="off"
        maxlength={20}
        {...needed(isChoice)}
        error={errors.accountNumber}
      />
      <Field
        name="accountNumberAgain"
        label="Account number again"
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
        label="Name on the account"
        autocomplete="name"
        maxlength={100}
        value={values.bankHolder}
        {...needed(isChoice)}
        error={errors.bankHolder}
      />
      <SelectField
        name="accountType"
        label="Account type"
        choices={ACCOUNT_TYPES}
        value={values.accountType ?? 'checking'}
        error={errors.accountType}
      />
    </FieldGrid>
  </>
)
