import type { Language } from '../../src/domain/language.ts'
import { ButtonLink } from '../components/button.tsx'
import { Stack } from '../components/card.tsx'
import { FormActions } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'
import { PlainLayout } from '../layout.tsx'
import { wordsFor } from '../words/index.ts'
import { Speaking, useWords } from '../words/speaking.tsx'

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
  language,
}: Facts & { homeHref: string; language: Language }) => (
  <PlainLayout title={title} homeHref={homeHref} lead={message} language={language}>
    <Stack>
      {reference && <Reference reference={reference} />}
      <FormActions>
        <ButtonLink href={homeHref}>{wordsFor(language).problems.toStart}</ButtonLink>
      </FormActions>
    </Stack>
  </PlainLayout>
)

/** The same for a piece of a page that could not be fetched. */
export const ErrorNotice = ({
  title,
  message,
  reference,
  language,
}: Facts & { language: Language }) => (
  <Speaking language={language}>
    <Notice tone="danger" title={title}>
      <p>{message}</p>
      {reference && <Reference reference={reference} />}
    </Notice>
  </Speaking>
)

const Reference = ({ reference }: { reference: string }) => (
  <p class="error-reference">
    {useWords().problems.tellReference} <code>{reference}</code>
  </p>
)
