import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { CheckboxField, FormActions } from '../components/field.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { BankFields, CardFields } from '../components/method-fields.tsx'
import { CustomerLayout } from '../layout.tsx'
import type { Typed } from './method-choice.tsx'
import type { PortalPage } from './page.ts'
import { Reassurance } from './pay-form.tsx'

const FORM = {
  card: {
    title: 'addCardTitle',
    action: '/ippay/credentials/card',
    Fields: CardFields,
    consent: 'saveCard',
    button: 'addCard',
  },
  bank: {
    title: 'addBankTitle',
    action: '/ippay/credentials/bank-account',
    Fields: BankFields,
    consent: 'saveBank',
    button: 'addBank',
  },
} as const

/** A card or a bank account to keep. It is checked with the gateway; nothing is charged. */
export const AddMethodPage = ({
  page,
  kind,
  requestKey,
  hasDefault,
  typed = {},
  errors = {},
}: {
  page: PortalPage
  kind: 'card' | 'bank'
  requestKey: string
  /** The first one is the default anyway. */
  hasDefault: boolean
  typed?: Typed
  errors?: FieldErrors
}) => {
  const { title, action, Fields, consent, button } = FORM[kind]
  const { common, credentials, consent: agreement } = page.words
  return (
    <CustomerLayout
      title={credentials[title]}
      heading={credentials[title]}
      lead={credentials.nothingCharged}
      crumbs={[{ href: '/ippay/credentials', label: common.credentials }]}
      active="credentials"
      {...page}
    >
      <form method="post" action={action}>
        <CsrfField token={page.csrf} />
        <input type="hidden" name="requestKey" value={requestKey} autocomplete="off" />
        <FormErrors errors={errors} />
        <Card>
          <Fields errors={errors} values={typed} zip={page.zip} />
          <div class="method-entry">
            <CheckboxField
              name={consent}
              label={agreement[kind]}
              required
              checked={typed[consent] !== undefined}
              error={errors[consent]}
            />
            {hasDefault && (
              <CheckboxField
                name="isDefault"
                label={credentials.makeItDefault}
                checked={typed.isDefault !== undefined}
              />
            )}
          </div>
          <FormActions>
            <Button look="primary" size="large" icon="lock">
              {credentials[button]}
            </Button>
            <ButtonLink size="large" look="quiet" href="/ippay/credentials">
              {common.back}
            </ButtonLink>
          </FormActions>
          <Reassurance />
        </Card>
      </form>
    </CustomerLayout>
  )
}
