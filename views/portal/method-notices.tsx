import { ButtonLink } from '../components/button.tsx'
import type { ZipOption } from '../components/method-fields.tsx'
import { Notice } from '../components/notice.tsx'
import { methodName } from '../format.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
import { factsOf, healthOf, type SavedMethod } from './method-option.ts'

/** More are on the page of all methods. */
const NOTICES_MAX = 2

/** Which saved methods will fail or do so already, and what to do, before a payment fails. */
export const MethodNotices = ({
  methods,
  now,
  zip,
}: {
  methods: readonly SavedMethod[]
  now: Date
  zip: ZipOption
}) => {
  const language = useLanguage()
  const { common } = useWords()
  const troubled = methods
    .map((method) => ({ method, health: healthOf(method, { now, zip, language }) }))
    .filter(({ health }) => health.state !== 'good')
  return (
    <>
      {troubled.slice(0, NOTICES_MAX).map(({ method, health }) => (
        <Notice tone="warning" title={methodName(factsOf(method), language)}>
          <p>{health.advice}</p>
          <ButtonLink size="small" href="/ippay/credentials">
            {common.credentials}
          </ButtonLink>
        </Notice>
      ))}
    </>
  )
}
