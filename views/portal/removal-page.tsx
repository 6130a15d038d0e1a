import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { FormActions } from '../components/field.tsx'
import { Method } from '../components/figures.tsx'
import { CustomerLayout } from '../layout.tsx'
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
}) => (
  <CustomerLayout
    title="Remove"
    heading={`Remove this ${method.kind === 'card' ? 'card' : 'bank account'}?`}
    crumbs={[{ href: '/ippay/credentials', label: 'Payment credentials' }]}
    active="credentials"
    {...page}
  >
    <Card>
      <p>
        <Method {...factsOf(method)} />
      </p>
      <p class="card-lead">
        It is not charged any more. {method.is_default === 1 && <Consequence next={next} />}
      </p>
      <form method="post" action={`/ippay/credentials/${method.id}/removal`}>
        <CsrfField token={page.csrf} />
        <FormActions>
          <Button look="danger" icon="trash">
            Remove
          </Button>
          <ButtonLink look="quiet" href="/ippay/credentials">
            Keep it
          </ButtonLink>
        </FormActions>
      </form>
    </Card>
  </CustomerLayout>
)

const Consequence = ({ next }: { next: SavedMethod | undefined }) =>
  next ? (
    <>
      Automatic payments use <Method {...factsOf(next)} /> from now on.
    </>
  ) : (
    <>Automatic payments stop, because nothing else is saved.</>
  )
