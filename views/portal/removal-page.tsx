import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import { CustomerLayout } from '../layout.tsx'
import { Filled, useWords } from '../words/speaking.tsx'
import { factsOf, type SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'

/** Asks before a method is removed, and says what follows from it. */
export const RemovalPage = ({
  page,
  method,
  next,
}: {
  page: PortalPage
  method: SavedMethod
  /** Becomes the default when this one was. */
  next: SavedMethod | undefined
}) => {
  const { common, credentials } = page.words
  return (
    <CustomerLayout
      title={credentials.remove}
      heading={method.kind === 'card' ? credentials.removeCardTitle : credentials.removeBankTitle}
      crumbs={[{ href: '/ippay/credentials', label: common.credentials }]}
      active="credentials"
      {...page}
    >
      <Card>
        <p>
          <Method {...factsOf(method)} />
        </p>
        <p class="card-lead">
          {credentials.notChargedAnyMore} {method.is_default === 1 && <Consequence next={next} />}
        </p>
        <form method="post" action={`/ippay/credentials/${method.id}/removal`}>
          <CsrfField token={page.csrf} />
          <FormActions>
            <Button look="danger" icon="trash">
              {credentials.remove}
            </Button>
            <ButtonLink look="quiet" href="/ippay/credentials">
              {credentials.keepIt}
            </ButtonLink>
          </FormActions>
        </form>
      </Card>
    </CustomerLayout>
  )
}

const Consequence = ({ next }: { next: SavedMethod | undefined }) => {
  const { nextDefault, automaticStops } = useWords().credentials
  if (!next) return <>{automaticStops}</>
  return (
    <Filled sentence={nextDefault}>
      <Method {...factsOf(next)} />
    </Filled>
  )
}
