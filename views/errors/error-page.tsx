import { ButtonLink } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PlainLayout } from '../layout.tsx'

interface Facts {
  title: string
  message: string
  /** Finds the request in the log again. */
  reference?: string
}

/** What people see instead of the page they asked for. Never a detail of what went wrong. */
export const ErrorPage = ({
  title,
  message,
  reference,
  homeHref,
}: Facts & { homeHref: string }) => (
  <PlainLayout title={title} homeHref={homeHref} lead={message}>
    <Stack>
      {reference && <Reference reference={reference} />}
      <FormActions>
        <ButtonLink href={homeHref}>Go to the start page</ButtonLink>
      </FormActions>
    </Stack>
  </PlainLayout>
)

/** The same for a piece of a page that could not be fetched. */
export const ErrorNotice = ({ title, message, reference }: Facts) => (
  <Notice tone="danger" title={title}>
    <p>{message}</p>
    {reference && <Reference reference={reference} />}
  </Notice>
)

const Reference = ({ reference }: { reference: string }) => (
  <p class="error-reference">
    If you ask us about it, please tell us this reference: <code>{reference}</code>
  </p>
)
