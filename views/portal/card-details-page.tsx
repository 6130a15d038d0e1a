import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FieldGrid, FormActions } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { ExpiryField, ZipField } from '../components/method-fields.tsx'
import { cardExpiry } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import type { Typed } from './method-choice.tsx'
import { factsOf, type SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'

/** A new expiry or ZIP code of a card that is saved; its number is not asked for again. */
export const CardDetailsPage = ({
  page,
  card,
  typed = {},
  errors = {},
}: {
  page: PortalPage
  card: SavedMethod
  typed?: Typed
  errors?: FieldErrors
}) => {
  const { common, credentials } = page.words
  return (
    <CustomerLayout
      title={credentials.updateTitle}
      heading={credentials.updateTitle}
      lead={credentials.updateLead}
      crumbs={[{ href: '/ippay/credentials', label: common.credentials }]}
      active="credentials"
      {...page}
    >
      <form method="post" action={`/ippay/credentials/${card.id}/details`}>
        <CsrfField token={page.csrf} />
        <FormErrors errors={errors} />
        <Card>
          <p class="card-method">
            <Method {...factsOf(card)} />
          </p>
          <FieldGrid>
            <ExpiryField
              value={typed.expiry ?? cardExpiry(card.exp_month ?? 0, card.exp_year ?? 0)}
              required
              error={errors.expiry}
            />
            {page.zip !== 'off' && (
              <ZipField
                value={typed.postalCode ?? card.postal_code ?? undefined}
                error={errors.postalCode}
                {...(page.zip === 'required' ? { required: true } : { optional: true })}
              />
            )}
          </FieldGrid>
          <FormActions>
            <Button look="primary" size="large">
              {credentials.save}
            </Button>
            <ButtonLink size="large" look="quiet" href="/ippay/credentials">
              {common.back}
            </ButtonLink>
          </FormActions>
        </Card>
      </form>
    </CustomerLayout>
  )
}
