import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import { CustomerLayout } from '../layout.tsx'
import { factsOf, type SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'

/** Asks before an authorization is taken back, and says what follows and by when. */
export const RevocationPage = ({ page, method }: { page: PortalPage; method: SavedMethod }) => {
  const { common, mandates } = page.words
  return (
    <CustomerLayout
      title={mandates.takeBack}
      heading={mandates.title}
      crumbs={[{ href: '/ippay/credentials', label: common.credentials }]}
      active="credentials"
      {...page}
    >
      <Card>
        <p>
          <Method {...factsOf(method)} />
        </p>
        <p>{method.kind === 'card' ? mandates.cardStays : mandates.bankStops}</p>
        <p>{mandates.atOnce}</p>
        <form method="post" action={`/ippay/credentials/${method.id}/revocation`}>
          <CsrfField token={page.csrf} />
          <FormActions>
            <Button look="danger" icon="slash">
              {mandates.takeBack}
            </Button>
            <ButtonLink look="quiet" href="/ippay/credentials">
              {mandates.keep}
            </ButtonLink>
          </FormActions>
        </form>
      </Card>
    </CustomerLayout>
  )
}
