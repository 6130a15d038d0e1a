import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Definition, Definitions } from '../components/definition.tsx'
import { FormActions } from '../components/field.tsx'
import { Money } from '../components/figures.tsx'
import { type FieldErrors, FormErrors } from '../components/form-errors.tsx'
import { Notice } from '../components/notice.tsx'
import { money } from '../format.ts'
import { CustomerLayout } from '../layout.tsx'
import { useWords } from '../words/speaking.tsx'
import type { DocumentFacts } from './document-marks.tsx'
import { MethodChoice, type Typed } from './method-choice.tsx'
import type { SavedMethod } from './method-option.ts'
import type { PortalPage } from './page.ts'
import { Reassurance } from './pay-form.tsx'
import { documentName, paymentHref } from './words.ts'

interface LeftOut {
  isCut: boolean
  underWay: readonly { name: string; paymentId: string }[]
  goneCount: number
}

/** What is to be paid of several documents, one by one and in all, and with what. */
export const SeveralPage = ({
  page,
  documents,
  currency,
  now,
  requestKey,
  methods,
  typed,
  errors = {},
  ...leftOut
}: LeftOut & {
  page: PortalPage
  documents: readonly DocumentFacts[]
  currency: string
  now: Date
  /** Of this form: sending it twice makes the same payments. */
  requestKey: string
  methods: readonly SavedMethod[]
  typed?: Typed
  errors?: FieldErrors
}) => {
  const { common, pay, several } = page.words
  const totalCents = documents.reduce((sum, { dueCents }) => sum + dueCents, 0)
  const wanted = documents.map(({ kind, id, dueCents }) => `${kind}:${id}:${dueCents}`)
  return (
    <CustomerLayout
      title={several.title(documents.length)}
      heading={several.title(documents.length)}
      lead={several.lead}
      crumbs={[{ href: '/ippay/dashboard', label: common.overview }]}
      active="pay"
      {...page}
    >
      <WhatIsLeftOut {...leftOut} count={documents.length} />
      <form method="post" action="/ippay/several" data-choose-method>
        <CsrfField token={page.csrf} />
        <input type="hidden" name="requestKey" value={requestKey} autocomplete="off" />
        <input type="hidden" name="documents" value={wanted.join(',')} autocomplete="off" />
        <FormErrors errors={errors} />
        <Card>
          <Definitions wide>
            {documents.map((document) => (
              <Definition term={documentName(document, page.language)}>
                <Money cents={document.dueCents} currency={currency} />
              </Definition>
            ))}
            <Definition term={pay.toPayNow} total>
              <Money cents={totalCents} currency={currency} />
            </Definition>
          </Definitions>
        </Card>
        <Card>
          <MethodChoice
            legend={pay.payWith}
            {...{ methods, now, typed, errors }}
            zip={page.zip}
            isForSeveral
          />
          <FormActions>
            <Button look="primary" size="large" wide icon="lock">
              {pay.payAmount(money(totalCents, currency, page.language))}
            </Button>
          </FormActions>
          <Reassurance />
        </Card>
      </form>
    </CustomerLayout>
  )
}

/** Nobody should believe that everything chosen is on this page when it is not. */
const WhatIsLeftOut = ({ isCut, underWay, goneCount, count }: LeftOut & { count: number }) => {
  const { pay, several } = useWords()
  return (
    <>
      {underWay.map(({ name, paymentId }) => (
        <Notice>
          <p>{several.underWay(name)}</p>
          <ButtonLink size="small" href={paymentHref(paymentId)}>
            {pay.followPayment}
          </ButtonLink>
        </Notice>
      ))}
      {goneCount > 0 && <Notice tone="warning">{several.gone(goneCount)}</Notice>}
      {isCut && <Notice>{several.cut(count)}</Notice>}
    </>
  )
}
